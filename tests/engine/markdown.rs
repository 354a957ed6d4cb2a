//! Finds the examples in a file of rules.
//!
//! In: Markdown. Out: [`Example`]s: a fenced block `publication` and the block `expect` behind it.
//! Never reads prose: what stands around the blocks is for people.

/// One example.
pub struct Example {
    file: String,
    heading: String,
    line: usize,
    /// The publication, as text.
    pub publication: String,
    /// What must be found, line by line.
    pub expected: Vec<String>,
}

impl Example {
    /// Where the example stands, for the one who reads the failure.
    pub fn title(&self) -> String {
        format!("rules/{}:{}  {}", self.file, self.line, self.heading)
    }
}

/// All examples of a file, in order.
pub fn examples(file: &str, text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut heading = String::new();
    let mut publication: Option<(usize, String)> = None;
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with('#') {
            heading = line.trim_start_matches('#').trim().to_owned();
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        match language {
            "publication" => {
                assert!(publication.is_none(), "rules/{file}:{} a publication without expectations precedes this one", at + 1);
                publication = Some((at + 1, body.join("\n")));
            }
            "expect" => {
                let (line, publication) =
                    publication.take().unwrap_or_else(|| panic!("rules/{file}:{} no publication precedes", at + 1));
                let expected = body.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
                examples.push(Example { file: file.to_owned(), heading: heading.clone(), line, publication, expected });
            }
            other => panic!("rules/{file}:{} a block is `publication` or `expect`, not `{other}`", at + 1),
        }
    }
    assert!(publication.is_none(), "rules/{file}: the last publication has no expectations");
    examples
}
