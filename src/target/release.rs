//! Release numbers of ArcGIS Server, compared as numbers.
//!
//! In: `10.8.1`, `11`. Out: a [`Release`] that orders as the releases did.
//! Never knows which releases exist.

/// A release number: major, minor, service pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release(pub(super) u16, pub(super) u16, pub(super) u16);

impl Release {
    /// Reads one to three numbers; what is left out is 0.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.');
        let release = Self(numbers.next()?.parse().ok()?, next(&mut numbers)?, next(&mut numbers)?);
        numbers.next().is_none().then_some(release)
    }
}

fn next<'a>(numbers: &mut impl Iterator<Item = &'a str>) -> Option<u16> {
    numbers.next().map_or(Some(0), |number| number.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_order_as_numbers() {
        let release = |text| Release::parse(text).unwrap();
        assert!(release("10.9.1") < release("11.0") && release("10.8") < release("10.8.1"));
        assert_eq!(release("11"), release("11.0"));
        assert_eq!(Release::parse("11.x"), None);
    }
}
