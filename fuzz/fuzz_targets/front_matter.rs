#![no_main]

libfuzzer_sys::fuzz_target!(init: dateline_fuzz::alone(), |input: &[u8]| dateline_fuzz::promises::front_matter::check(input));
