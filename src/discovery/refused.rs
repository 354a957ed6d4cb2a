//! Places that never travel, whoever names them.
//!
//! In: a path that exists. Out: the reason why it is refused, if it is.
//! Never asks the disk.
//! Rule: DESIGN rule 14 (key stores, whole home folders, whole drives, system folders).

use crate::text::{DataPath, same_name};

/// Why a reference to `path` is left out always, as a sentence part; `None` where it is not.
///
/// A folder that holds an input (or is one) is no system folder: the publisher chose it.
pub fn refusal(path: &DataPath, input_folders: &[DataPath]) -> Option<&'static str> {
    let parts: Vec<&str> = path.parts().collect();
    if parts.is_empty() {
        return Some(if path.as_str().starts_with("//") { "a whole share" } else { "a whole drive" });
    }
    if is_key_store(&parts) {
        return Some("a key store");
    }
    if is_home(path, &parts) {
        return Some("a whole home folder");
    }
    let system = path.ancestors().filter(is_system_folder).last()?;
    let chosen = input_folders.iter().any(|folder| folder.is_within(&system));
    (!chosen).then_some("a system folder")
}

fn is_key_store(parts: &[&str]) -> bool {
    const FOLDERS: [&str; 7] = [".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".password-store"];
    const FILES: [&str; 8] = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".netrc", "_netrc", ".git-credentials", ".pgpass"];
    const ENDINGS: [&str; 5] = [".pfx", ".p12", ".jks", ".kdbx", ".ppk"];
    let named = |name: &str, list: &[&str]| list.iter().any(|known| same_name(name, known));
    let windows = |pair: &[&str]| match pair {
        [first, second] => same_name(first, "Microsoft") && ["Crypto", "Credentials", "Protect", "Vault"].contains(second),
        _ => false,
    };
    let last = parts.last().copied().unwrap_or_default().to_lowercase();
    parts.iter().any(|part| named(part, &FOLDERS))
        || named(&last, &FILES)
        || ENDINGS.iter().any(|ending| last.ends_with(ending))
        || parts.windows(2).any(windows)
}

fn is_home(path: &DataPath, parts: &[&str]) -> bool {
    let homes = ["users", "home", "documents and settings"];
    match parts {
        [one] => (path.root() == "/" && *one == "root") || homes.contains(&one.to_lowercase().as_str()),
        [folder, _] => path.server().is_none() && homes.contains(&folder.to_lowercase().as_str()),
        _ => false,
    }
}

fn is_system_folder(path: &DataPath) -> bool {
    let parts: Vec<&str> = path.parts().collect();
    let [name] = parts.as_slice() else { return false };
    let name = name.to_lowercase();
    if path.drive().is_some() {
        let known = ["windows", "winnt", "program files", "program files (x86)", "programdata", "$recycle.bin"];
        return known.contains(&name.as_str()) || name == "system volume information";
    }
    let known =
        ["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "run", "sbin", "sys", "usr", "var", "system", "library"];
    path.root() == "/" && known.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_homes_drives_and_system_folders_are_refused() {
        let why = |text: &str| refusal(&DataPath::new(text), &[]);
        assert_eq!(why("c:/"), Some("a whole drive"));
        assert_eq!(why("//srv/share"), Some("a whole share"));
        assert_eq!(why(r"C:\Users\anna"), Some("a whole home folder"));
        assert_eq!(why("/home/anna"), Some("a whole home folder"));
        assert_eq!(why("/root"), Some("a whole home folder"));
        assert_eq!(why(r"C:\Windows\Fonts"), Some("a system folder"));
        assert_eq!(why("/etc/passwd"), Some("a system folder"));
        assert_eq!(why("/home/anna/.ssh/config"), Some("a key store"));
        assert_eq!(why("e:/data/server.pfx"), Some("a key store"));
        assert_eq!(why("e:/Shared"), None);
        assert_eq!(why("/home/anna/project"), None);
    }

    #[test]
    fn a_system_folder_that_holds_the_inputs_is_the_publishers_choice() {
        let inputs = [DataPath::new("/var/tmp/publication")];
        assert_eq!(refusal(&DataPath::new("/var/tmp/publication/data"), &inputs), None);
        assert_eq!(refusal(&DataPath::new("/etc/hosts"), &inputs), Some("a system folder"));
    }
}
