//! Names and types that announce a secret.
//!
//! In: the name of a variable, keyword or parameter, or a parameter's type. Out: yes or no.
//! Never looks at a value: what stands under such a name is not shown, whatever it is.

/// What is shown in the place of a secret.
pub const HIDDEN: &str = "***";

/// True for names such as `password`, `db_pwd`, `accessToken`, `API_KEY`.
pub fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    let is_secret = |word: &String| {
        ["password", "passwd", "pwd", "passphrase", "passwort", "secret"].iter().any(|end| word.ends_with(end))
            || matches!(word.as_str(), "token" | "apikey" | "credential" | "credentials")
    };
    let is_key = |pair: &[String]| match pair {
        [kind, key] => key == "key" && matches!(kind.as_str(), "api" | "access" | "private" | "secret"),
        _ => false,
    };
    words.iter().any(is_secret) || words.windows(2).any(is_key)
}

/// True for the data types of parameters that are made for secrets: `GPStringHidden`, `Encrypted String`.
pub fn is_secret_type(datatype: &str) -> bool {
    let plain: String = datatype.to_lowercase().split_whitespace().collect();
    ["stringhidden", "hiddenstring", "encryptedstring"].iter().any(|kind| plain.contains(kind))
}

/// The words of `snake_case`, `camelCase` and `CAPITALS`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        let begins = !letter.is_alphanumeric() || (letter.is_uppercase() && after_small);
        after_small = letter.is_lowercase() || letter.is_numeric();
        if begins {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_in_every_spelling() {
        for name in ["password", "PASSWD", "db_pwd", "dbPassword", "accessToken", "api_key", "APIKEY", "ApiKey", "client-secret"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["passage", "tokenizer", "key", "keys", "secretary", "roads", "compass", "pwdx", ""] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
