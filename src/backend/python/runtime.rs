//! The runtime that is copied into every package, byte for byte.

/// The files, by name.
pub const FILES: [(&str, &str); 0] = [];

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn the_table_holds_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/backend/python/runtime");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".py"))
            .collect();
        names.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, names);
    }
}
