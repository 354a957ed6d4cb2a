//! Analyzer messages: a code with named arguments, what it blocks, its evidence and its repair.
//!
//! In: findings. Out: [`Message`]s; one file per code holds its severity, its words and its help page.
//! Never decides what is found: that is done where the finding is made.

mod model;
pub mod wb001;
pub mod wb101;
pub mod wb102;
pub mod wb104;
pub mod wb105;
pub mod wb106;
pub mod wb107;
pub mod wb108;
pub mod wb110;
pub mod wb111;
pub mod wb112;
pub mod wb113;
pub mod wb114;
pub mod wb115;
pub mod wb116;
pub mod wb117;
pub mod wb118;
pub mod wb119;
pub mod wb120;
pub mod wb121;
pub mod wb201;
pub mod wb202;
pub mod wb203;
pub mod wb204;
pub mod wb205;
pub mod wb301;
pub mod wb302;
pub mod wb303;
pub mod wb304;
pub mod wb306;
pub mod wb307;
pub mod wb308;
pub mod wb309;
pub mod wb310;
pub mod wb311;
pub mod wb312;
pub mod wb401;
pub mod wb402;
pub mod wb403;
pub mod wb404;
pub mod wb405;

pub use model::{Blocks, Code, Fix, Message, Place, Severity};

/// Every code, by name.
pub static CODES: [&Code; 41] = [
    &wb001::CODE,
    &wb101::CODE,
    &wb102::CODE,
    &wb104::CODE,
    &wb105::CODE,
    &wb106::CODE,
    &wb107::CODE,
    &wb108::CODE,
    &wb110::CODE,
    &wb111::CODE,
    &wb112::CODE,
    &wb113::CODE,
    &wb114::CODE,
    &wb115::CODE,
    &wb116::CODE,
    &wb117::CODE,
    &wb118::CODE,
    &wb119::CODE,
    &wb120::CODE,
    &wb121::CODE,
    &wb201::CODE,
    &wb202::CODE,
    &wb203::CODE,
    &wb204::CODE,
    &wb205::CODE,
    &wb301::CODE,
    &wb302::CODE,
    &wb303::CODE,
    &wb304::CODE,
    &wb306::CODE,
    &wb307::CODE,
    &wb308::CODE,
    &wb309::CODE,
    &wb310::CODE,
    &wb311::CODE,
    &wb312::CODE,
    &wb401::CODE,
    &wb402::CODE,
    &wb403::CODE,
    &wb404::CODE,
    &wb405::CODE,
];

/// True for a foreign root and a saved password: the publisher confirms each by its name and accepts none.
pub fn is_confirmed_by_name(code: &str) -> bool {
    [wb110::CODE.name, wb115::CODE.name].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_help_page_that_begins_with_its_title() {
        for code in CODES {
            assert_eq!(code.help.lines().next(), Some(format!("# {}", code.title).as_str()), "{}", code.name);
        }
    }

    #[test]
    fn codes_are_listed_once_and_in_order() {
        assert!(CODES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
