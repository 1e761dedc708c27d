#!/bin/sh
# Makes the fonts of cards from those of Noto: `sh make.sh FOLDER`, where FOLDER has NotoSerif-Bold.ttf and the others.
# Needs `pyftsubset` of fonttools (4.68). The same fonts give the same bytes.
set -eu
from=$1
to=$(dirname "$0")
# Latin with all its accents and the letters of Africa's alphabets, Greek, Cyrillic, marks, punctuation, currencies.
western=U+0020-007E,U+00A0-024F,U+0253,U+0254,U+0256,U+0257,U+0259,U+025B,U+0260,U+0263,U+0268,U+0269,U+0272,U+0275,U+0283,U+0289,U+028A,U+028B,U+0292,U+02B0,U+02B7,U+02BB-02BD,U+02C6,U+02C7,U+02D8-02DD,U+0300-0338,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,U+200B-200F,U+2010-2027,U+202F-203A,U+2044,U+2070-208E,U+20A0-20BF,U+2113,U+2116,U+2122,U+2126,U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264,U+2265
# Arabic as it is written from Morocco to Pakistan, with its digits and signs.
arabic=U+0020,U+00A0,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+2010,U+2011,U+204F,U+2E41,U+FDF2,U+FDFA-FDFD
cut() {
    pyftsubset "$from/$1.ttf" --unicodes="$2" --layout-features=ccmp,locl,mark,mkmk,kern,liga,rlig,calt,init,medi,fina,isol \
        --no-hinting --desubroutinize --name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline --no-glyph-names --output-file="$to/$1.ttf"
}
for font in NotoSerif-Bold NotoSans-Bold; do cut "$font" "$western"; done
cut NotoSansArabic-Bold "$arabic"
