#![no_main]

libfuzzer_sys::fuzz_target!(init: dateline_fuzz::alone(), |text: &str| dateline_fuzz::promises::edtf::check(text));
