#![no_main]

// Not `alone`: the press works on a thread of its own, and would wait for this one.
libfuzzer_sys::fuzz_target!(|input: &[u8]| dateline_fuzz::promises::http::check(input));
