//! What can be undone and redone.
//!
//! In: a name for each step, and the publication before it. Out: the publication to go back to.
//! Never holds more than publications: what was scanned follows from them.

use crate::publication::PublicationFile;

/// More steps than anybody goes back.
const STEPS: usize = 200;

/// A change, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done, as it stands behind "Undo".
    pub name: String,
    /// The publication on the other side of the step.
    pub publication: PublicationFile,
}

/// The steps before and after the present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Notes that `name` is about to change `publication`.
    pub fn note(&mut self, name: String, publication: &PublicationFile) {
        self.redo.clear();
        self.undo.push(Step { name, publication: publication.clone() });
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    /// Goes one step back: `publication` becomes what it was; the step's name.
    pub fn undo(&mut self, publication: &mut PublicationFile) -> Option<String> {
        Self::step(&mut self.undo, &mut self.redo, publication)
    }

    /// Takes the last step back for good, where it is the one named.
    pub fn take_back(&mut self, name: &str, publication: &mut PublicationFile) -> bool {
        let is_it = self.undo_name() == Some(name);
        if is_it && let Some(step) = self.undo.pop() {
            *publication = step.publication;
        }
        is_it
    }

    /// Goes one step forth again.
    pub fn redo(&mut self, publication: &mut PublicationFile) -> Option<String> {
        Self::step(&mut self.redo, &mut self.undo, publication)
    }

    /// Goes back to `shown` where a step leads there: nothing that follows it can be shown.
    pub fn return_to(&mut self, publication: &mut PublicationFile, shown: &PublicationFile) {
        // The service's name is no step.
        let is_shown = |step: &Step| PublicationFile { service: shown.service.clone(), ..step.publication.clone() } == *shown;
        if self.redo.last().is_some_and(is_shown) {
            self.redo(publication);
        } else if let Some(at) = self.undo.iter().rposition(is_shown) {
            while self.undo.len() > at {
                self.undo(publication);
            }
        }
        publication.clone_from(shown);
    }

    fn step(from: &mut Vec<Step>, to: &mut Vec<Step>, publication: &mut PublicationFile) -> Option<String> {
        let Step { name, publication: other } = from.pop()?;
        let here = std::mem::replace(publication, other);
        to.push(Step { name: name.clone(), publication: here });
        Some(name)
    }

    /// The name of the step that undo takes back.
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|step| step.name.as_str())
    }

    /// The name of the step that redo takes again.
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.name.as_str())
    }
}
