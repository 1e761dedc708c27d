//! The look of a portal: what a partnership changes of a theme without writing a style sheet.

use crate::model::name::encoded;

/// The grounds of the default theme, on which contrast is measured: light and dark.
const PAPER: (Color, Color) = (Color([0xff, 0xff, 0xff]), Color([0x10, 0x16, 0x1d]));

/// What text needs on its ground (WCAG 2.2, 1.4.3).
pub const ENOUGH: f64 = 4.5;

/// Colours and sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// `look.accent`: of links and marks, on a light ground.
    pub accent: Option<Color>,
    /// `look.accent_dark`: the same on a dark ground; else made from `accent`.
    pub accent_dark: Option<Color>,
    /// `look.logo`: a file below `static/`.
    pub logo: Option<String>,
    /// `look.fonts.text`: a file below `static/`, for headings and running text.
    pub text_font: Option<String>,
    /// `look.fonts.interface`: the same for everything else.
    pub interface_font: Option<String>,
}

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 3]);

impl Color {
    /// Reads `#0b4a7d` or `#04d`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        let wide: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        let is_number = wide.len() == 6 && wide.bytes().all(|digit| digit.is_ascii_hexdigit());
        let [_, red, green, blue] = u32::from_str_radix(&wide, 16).ok().filter(|_| is_number)?.to_be_bytes();
        Some(Color([red, green, blue]))
    }

    /// `#0b4a7d`.
    pub fn hex(self) -> String {
        let Color([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Red, green and blue.
    pub fn parts(self) -> [u8; 3] {
        self.0
    }

    /// How light it is, from 0 to 1 (WCAG 2.2, relative luminance).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// From 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Color) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// On the light ground.
    pub fn on_light(self) -> f64 {
        self.contrast(PAPER.0)
    }

    /// On the dark ground.
    pub fn on_dark(self) -> f64 {
        self.contrast(PAPER.1)
    }

    /// The nearest colour between this one and another with enough contrast to a ground.
    fn towards(self, goal: Color, ground: Color) -> Color {
        let between = |step: u16| {
            let mix = |from: u8, to: u8| ((u16::from(from) * (100 - step) + u16::from(to) * step) / 100) as u8;
            let (Color(from), Color(to)) = (self, goal);
            Color(std::array::from_fn(|part| mix(from[part], to[part])))
        };
        (0..=100).map(between).find(|color| color.contrast(ground) >= ENOUGH).unwrap_or(goal)
    }

    /// Darker, until it can be read on the light ground.
    pub fn for_light(self) -> Color {
        self.towards(Color([0, 0, 0]), PAPER.0)
    }

    /// Lighter, until it can be read on the dark ground.
    pub fn for_dark(self) -> Color {
        self.towards(Color([0xff, 0xff, 0xff]), PAPER.1)
    }
}

impl Look {
    /// The files below `static/` it names, each with its field in the settings.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let files = [("logo", &self.logo), ("fonts", &self.text_font), ("fonts", &self.interface_font)];
        files.into_iter().filter_map(|(field, file)| Some((field, file.as_deref()?)))
    }

    /// The style sheet of it; none where it changes no colour and no font. It lies in a folder of the root.
    pub fn sheet(&self) -> Option<String> {
        let mut sheet = String::new();
        for (name, token, file, others) in [
            ("Portal Text", "serif", &self.text_font, "Georgia,serif"),
            ("Portal Interface", "sans", &self.interface_font, "system-ui,sans-serif"),
        ] {
            let Some(file) = file else { continue };
            // A variable font has all weights; of another browsers make the bold ones.
            sheet.push_str(&format!(
                "@font-face{{font-family:\"{name}\";src:url(\"../{}\") format(\"woff2\");font-weight:100 900;font-display:swap}}\n\
                 :root{{--{token}:\"{name}\",{others}}}\n",
                encoded(file)
            ));
        }
        if let Some(light) = self.accent {
            let dark = self.accent_dark.unwrap_or_else(|| light.for_dark());
            let (light, dark) = (light.hex(), dark.hex());
            sheet.push_str(&format!(
                "@media screen{{:root{{--accent:{light}}}}}\n@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
            ));
        }
        (!sheet.is_empty()).then_some(sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Color::parse("#0b4a7d").map(Color::hex).as_deref(), Some("#0b4a7d"));
        assert_eq!(Color::parse("#04D").map(Color::hex).as_deref(), Some("#0044dd"));
        for wrong in ["", "#", "0b4a7d", "#0b4a7", "#0b4a7g", "#+12345", "blue", "#éé"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fonts_are_asked_of_the_portal_itself() {
        let look = Look { text_font: Some("fonts/a b.woff2".to_owned()), ..Look::default() };
        let sheet = look.sheet().expect("a sheet");
        assert!(sheet.contains("src:url(\"../fonts/a%20b.woff2\") format(\"woff2\")"), "{sheet}");
        assert!(sheet.contains("--serif:\"Portal Text\",Georgia,serif") && !sheet.contains("--sans"), "{sheet}");
        assert_eq!(Look::default().sheet(), None);
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let color = |text: &str| Color::parse(text).expect("a colour");
        assert!((color("#000000").contrast(color("#ffffff")) - 21.0).abs() < 0.001);
        // Known by everybody who measures: the lightest grey for text on white, and one step lighter.
        assert!(color("#767676").on_light() >= ENOUGH && color("#777777").on_light() < ENOUGH);
        assert!(color("#0b4a7d").for_dark().on_dark() >= ENOUGH);
        assert!(color("#ffcc00").for_light().on_light() >= ENOUGH);
        assert_eq!(color("#0b4a7d").for_light(), color("#0b4a7d"));
    }
}
