//! Countries by their ISO 3166-1 alpha-2 code, and the right code for common mistakes.
//!
//! The list is the standard's 249 assigned codes and `XK` (Kosovo, user-assigned). Names are not
//! here: CLDR has them in each language, see [`super::words`].

use std::fmt;

use serde::{Deserialize, Serialize};

use super::words;

/// Every code: the two letters, then the three of alpha-3, by which some authors know them.
const CODES: [&str; 250] = [
    "ADAND", "AEARE", "AFAFG", "AGATG", "AIAIA", "ALALB", "AMARM", "AOAGO", "AQATA", "ARARG", "ASASM", "ATAUT",
    "AUAUS", "AWABW", "AXALA", "AZAZE", "BABIH", "BBBRB", "BDBGD", "BEBEL", "BFBFA", "BGBGR", "BHBHR", "BIBDI",
    "BJBEN", "BLBLM", "BMBMU", "BNBRN", "BOBOL", "BQBES", "BRBRA", "BSBHS", "BTBTN", "BVBVT", "BWBWA", "BYBLR",
    "BZBLZ", "CACAN", "CCCCK", "CDCOD", "CFCAF", "CGCOG", "CHCHE", "CICIV", "CKCOK", "CLCHL", "CMCMR", "CNCHN",
    "COCOL", "CRCRI", "CUCUB", "CVCPV", "CWCUW", "CXCXR", "CYCYP", "CZCZE", "DEDEU", "DJDJI", "DKDNK", "DMDMA",
    "DODOM", "DZDZA", "ECECU", "EEEST", "EGEGY", "EHESH", "ERERI", "ESESP", "ETETH", "FIFIN", "FJFJI", "FKFLK",
    "FMFSM", "FOFRO", "FRFRA", "GAGAB", "GBGBR", "GDGRD", "GEGEO", "GFGUF", "GGGGY", "GHGHA", "GIGIB", "GLGRL",
    "GMGMB", "GNGIN", "GPGLP", "GQGNQ", "GRGRC", "GSSGS", "GTGTM", "GUGUM", "GWGNB", "GYGUY", "HKHKG", "HMHMD",
    "HNHND", "HRHRV", "HTHTI", "HUHUN", "IDIDN", "IEIRL", "ILISR", "IMIMN", "ININD", "IOIOT", "IQIRQ", "IRIRN",
    "ISISL", "ITITA", "JEJEY", "JMJAM", "JOJOR", "JPJPN", "KEKEN", "KGKGZ", "KHKHM", "KIKIR", "KMCOM", "KNKNA",
    "KPPRK", "KRKOR", "KWKWT", "KYCYM", "KZKAZ", "LALAO", "LBLBN", "LCLCA", "LILIE", "LKLKA", "LRLBR", "LSLSO",
    "LTLTU", "LULUX", "LVLVA", "LYLBY", "MAMAR", "MCMCO", "MDMDA", "MEMNE", "MFMAF", "MGMDG", "MHMHL", "MKMKD",
    "MLMLI", "MMMMR", "MNMNG", "MOMAC", "MPMNP", "MQMTQ", "MRMRT", "MSMSR", "MTMLT", "MUMUS", "MVMDV", "MWMWI",
    "MXMEX", "MYMYS", "MZMOZ", "NANAM", "NCNCL", "NENER", "NFNFK", "NGNGA", "NINIC", "NLNLD", "NONOR", "NPNPL",
    "NRNRU", "NUNIU", "NZNZL", "OMOMN", "PAPAN", "PEPER", "PFPYF", "PGPNG", "PHPHL", "PKPAK", "PLPOL", "PMSPM",
    "PNPCN", "PRPRI", "PSPSE", "PTPRT", "PWPLW", "PYPRY", "QAQAT", "REREU", "ROROU", "RSSRB", "RURUS", "RWRWA",
    "SASAU", "SBSLB", "SCSYC", "SDSDN", "SESWE", "SGSGP", "SHSHN", "SISVN", "SJSJM", "SKSVK", "SLSLE", "SMSMR",
    "SNSEN", "SOSOM", "SRSUR", "SSSSD", "STSTP", "SVSLV", "SXSXM", "SYSYR", "SZSWZ", "TCTCA", "TDTCD", "TFATF",
    "TGTGO", "THTHA", "TJTJK", "TKTKL", "TLTLS", "TMTKM", "TNTUN", "TOTON", "TRTUR", "TTTTO", "TVTUV", "TWTWN",
    "TZTZA", "UAUKR", "UGUGA", "UMUMI", "USUSA", "UYURY", "UZUZB", "VAVAT", "VCVCT", "VEVEN", "VGVGB", "VIVIR",
    "VNVNM", "VUVUT", "WFWLF", "WSWSM", "XKXKX", "YEYEM", "YTMYT", "ZAZAF", "ZMZMB", "ZWZWE",
];

/// Names in use that CLDR does not have for English.
const OTHER_NAMES: [(&str, &str); 22] = [
    ("america", "US"),
    ("britain", "GB"),
    ("brunei darussalam", "BN"),
    ("cabo verde", "CV"),
    ("congo", "CG"),
    ("cote d'ivoire", "CI"),
    ("czech republic", "CZ"),
    ("democratic republic of the congo", "CD"),
    ("dr congo", "CD"),
    ("drc", "CD"),
    ("england", "GB"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("ivory coast", "CI"),
    ("kosovo", "XK"),
    ("republic of the congo", "CG"),
    ("sahrawi republic", "EH"),
    ("sao tome and principe", "ST"),
    ("swaziland", "SZ"),
    ("the gambia", "GM"),
    ("turkey", "TR"),
    ("usa", "US"),
];

/// A country, dependent territory or area of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country(u8);

impl Country {
    /// The country with this code, in capitals: `CM`.
    pub fn from_code(code: &str) -> Option<Country> {
        Country::find(|letters| letters[..2].cmp(code))
    }

    /// Every country, by code.
    pub fn all() -> impl Iterator<Item = Country> {
        (0..=u8::MAX).take(CODES.len()).map(Country)
    }

    /// The code: `CM`.
    pub fn as_str(self) -> &'static str {
        &CODES[usize::from(self.0)][..2]
    }

    /// The code in addresses: `cm`.
    pub fn lower(self) -> String {
        self.as_str().to_ascii_lowercase()
    }

    /// What to write instead of `code`, which is none: "write `GB`". `None` if nothing is near.
    pub fn hint(code: &str) -> Option<String> {
        let meant = code.trim().to_lowercase().replace('’', "'");
        let country = other_code(&meant).or_else(|| other_name(&meant))?;
        Some(format!("write `{}`", country.as_str()))
    }

    fn find(order: impl Fn(&str) -> std::cmp::Ordering) -> Option<Country> {
        let index = CODES.binary_search_by(|letters| order(letters)).ok()?;
        u8::try_from(index).ok().map(Country)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.as_str().to_owned()
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(code: String) -> Result<Country, String> {
        Country::from_code(&code).ok_or_else(|| format!("no country has the code `{code}`"))
    }
}

/// `cm`, `uk`, `el`, `cmr`.
fn other_code(meant: &str) -> Option<Country> {
    let code = meant.to_uppercase();
    match code.as_str() {
        "UK" => Country::from_code("GB"),
        "EL" => Country::from_code("GR"),
        code if code.len() == 3 => Country::all().find(|country| CODES[usize::from(country.0)][2..] == *code),
        code => Country::from_code(code),
    }
}

/// `cameroon`, `ivory coast`.
fn other_name(meant: &str) -> Option<Country> {
    let plain = |name: &str| name.to_lowercase().replace('’', "'");
    match OTHER_NAMES.iter().find(|(name, _)| *name == meant) {
        Some((_, code)) => Country::from_code(code),
        None => Country::all().find(|country| words::english_name(*country).is_some_and(|name| plain(&name) == meant)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFRICAN_UNION: &str = "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY \
        MG MW ML MR MU MA MZ NA NE NG RW EH ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW";

    #[test]
    fn the_member_states_of_the_african_union_are_all_there() {
        let found = AFRICAN_UNION.split(' ').filter_map(Country::from_code);
        assert_eq!(found.count(), 55);
    }

    #[test]
    fn codes_are_sorted_found_and_have_a_name() {
        assert!(CODES.is_sorted());
        for country in Country::all() {
            assert_eq!(Country::from_code(country.as_str()), Some(country));
            assert!(words::english_name(country).is_some(), "{country} has no name");
        }
        assert_eq!(Country::all().count(), 250);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "C", "cm", "CMR", "UK", "EL", "XX", "ZZ", "C\u{f4}", "Cameroon"] {
            assert_eq!(Country::from_code(text), None, "{text}");
        }
    }

    #[test]
    fn mistakes_are_offered_the_right_code() {
        let hints = [
            ("cm", "CM"),
            ("UK", "GB"),
            ("el", "GR"),
            ("CMR", "CM"),
            ("ZAF", "ZA"),
            ("Cameroon", "CM"),
            ("south africa", "ZA"),
            ("Côte d’Ivoire", "CI"),
            ("Côte d'Ivoire", "CI"),
            ("Ivory Coast", "CI"),
            ("Cabo Verde", "CV"),
            ("Eswatini", "SZ"),
            ("Swaziland", "SZ"),
            ("DRC", "CD"),
            ("France", "FR"),
            (" FR ", "FR"),
        ];
        for (text, code) in hints {
            assert_eq!(Country::hint(text), Some(format!("write `{code}`")), "{text}");
        }
        for text in ["", "Atlantis", "QQ", "é", "QQQ"] {
            assert_eq!(Country::hint(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_has_small_letters() {
        assert_eq!(Country::from_code("CM").map(Country::lower).as_deref(), Some("cm"));
    }
}
