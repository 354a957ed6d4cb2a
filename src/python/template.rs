//! Folds texts with places to fill: `"%s/data" % x` and `"{}/data".format(x)`.
//!
//! In: the text and what fills it. Out: [`Folded`]; the text's own pieces become plain text.
//! Never guesses: widths, conversions and unknown names make the whole value unknown.

use super::fold::{Folded, Folder};
use super::{Argument, Call, Expr, ExprKind, PathValue};

impl<'a> Folder<'a, '_> {
    /// The literal that holds a template: the text itself, or the name that stands for it.
    fn template(&self, expr: &'a Expr, scope: usize) -> Option<(Folded, &'a str)> {
        let folded = self.fold(expr, scope)?;
        let PathValue::Literal(at) = folded.value else { return None };
        Some((folded, &self.literals.get(at)?.value))
    }

    /// `template % value`.
    pub fn percent(&self, template: &'a Expr, right: &'a Expr, scope: usize) -> Option<Folded> {
        let (template, text) = self.template(template, scope)?;
        let mut values = match &right.kind {
            ExprKind::Sequence(values) => values.iter().collect::<Vec<_>>(),
            _ => vec![right],
        }
        .into_iter();
        let mut filled = Filled::new(template);
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            if letter != '%' {
                filled.push(letter);
                continue;
            }
            match letters.next()? {
                '%' => filled.push('%'),
                's' | 'd' | 'i' => filled.fill(self.fold(values.next()?, scope)?),
                _ => return None,
            }
        }
        if values.next().is_some() { None } else { filled.finish() }
    }

    /// `template.format(…)`.
    pub fn format_call(&self, template: &'a Expr, call: &'a Call, scope: usize) -> Option<Folded> {
        let (template, text) = self.template(template, scope)?;
        if call.arguments.iter().any(|argument| argument.unpacked) {
            return None;
        }
        let mut filled = Filled::new(template);
        let mut next = 0;
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '{' | '}' if letters.peek() == Some(&letter) => {
                    letters.next();
                    filled.push(letter);
                }
                '{' => {
                    let field: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                    let argument = argument(call, &field, &mut next)?;
                    filled.fill(self.fold(&argument.value, scope)?);
                }
                _ => filled.push(letter),
            }
        }
        filled.finish()
    }
}

/// The argument that `{field}` names: the next one, one by number, or one by keyword.
fn argument<'a>(call: &'a Call, field: &str, next: &mut usize) -> Option<&'a Argument> {
    let mut positional = call.arguments.iter().filter(|argument| argument.name.is_none());
    if field.is_empty() {
        *next += 1;
        return positional.nth(*next - 1);
    }
    match field.parse::<usize>() {
        Ok(at) => positional.nth(at),
        Err(_) => call.arguments.iter().find(|argument| argument.name.as_deref() == Some(field)),
    }
}

/// A template while it is filled.
struct Filled {
    template: Folded,
    parts: Vec<Folded>,
    text: String,
}

impl Filled {
    fn new(template: Folded) -> Self {
        Self { template, parts: Vec::new(), text: String::new() }
    }

    fn push(&mut self, letter: char) {
        self.text.push(letter);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            let value = PathValue::Text(std::mem::take(&mut self.text));
            self.parts.push(Folded::of(value));
        }
    }

    fn fill(&mut self, value: Folded) {
        self.end_text();
        self.parts.push(value);
    }

    fn finish(mut self) -> Option<Folded> {
        self.end_text();
        let Self { template, parts, .. } = self;
        let built = Folded::built(parts, PathValue::Concat)?;
        Some(Folded { own: built.own.max(template.own), last: built.last.or(template.last), ..built })
    }
}
