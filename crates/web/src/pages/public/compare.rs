//! Two texts word by word.

use serde::Serialize;

/// Words of the longer text beyond which the texts are shown whole instead: the work grows with the square.
const WORDS: usize = 1_500;

/// A stretch of the newer text, or of what is no longer in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// `same`, `added` or `removed`.
    pub how: &'static str,
    /// Text, with the white space after it.
    pub text: String,
}

/// How `new` came out of `old`: the fewest words taken away and put in.
#[must_use]
pub fn compare(old: &str, new: &str) -> Vec<Stretch> {
    let (a, b): (Vec<&str>, Vec<&str>) = (words(old), words(new));
    let mut out = Vec::new();
    if a.len().max(b.len()) > WORDS {
        push(&mut out, "removed", old);
        push(&mut out, "added", new);
        return out;
    }
    let width = b.len() + 1;
    // Longest common run of words from each pair of places on.
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, left) in a.iter().enumerate().rev() {
        for (j, right) in b.iter().enumerate().rev() {
            let value = if left.trim() == right.trim() {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(place) = longest.get_mut(i * width + j) {
                *place = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(left), Some(right)) if left.trim() == right.trim() => {
                push(&mut out, "same", right);
                (i, j) = (i + 1, j + 1);
            }
            (Some(left), right) if right.is_none() || at(&longest, i + 1, j) >= at(&longest, i, j + 1) => {
                push(&mut out, "removed", left);
                i += 1;
            }
            (_, Some(right)) => {
                push(&mut out, "added", right);
                j += 1;
            }
            (_, None) => return out,
        }
    }
}

/// Words with the white space after each.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest.get(word..).unwrap_or_default();
        let space = space.len() - space.trim_start().len();
        let (one, after) = rest.split_at(word + space);
        out.push(one);
        rest = after;
    }
    out
}

fn push(out: &mut Vec<Stretch>, how: &'static str, text: &str) {
    match out.last_mut() {
        Some(last) if last.how == how => last.text.push_str(text),
        _ => out.push(Stretch {
            how,
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    fn told(old: &str, new: &str) -> String {
        let stretch = |s: super::Stretch| match s.how {
            "added" => format!("[+{}]", s.text),
            "removed" => format!("[-{}]", s.text),
            _ => s.text,
        };
        compare(old, new).into_iter().map(stretch).collect()
    }

    #[test]
    fn words_that_changed_are_marked_and_no_others() {
        assert_eq!(
            told("åpner på mandag nå", "åpner på tirsdag nå"),
            "åpner på [-mandag ][+tirsdag ]nå"
        );
        assert_eq!(told("", "Ny"), "[+Ny]");
        assert_eq!(told("Borte", ""), "[-Borte]");
        assert_eq!(told("a b", "a\nb"), "a\nb");
        assert_eq!(told("en to tre", "to tre fire"), "[-en ]to tre [+fire]");
    }
}
