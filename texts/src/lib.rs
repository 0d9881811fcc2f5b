//! The macro by which everything that is said of a definition is written: in English in its place, and in Latvian from
//! the catalogue in `texts/latvian/`.
//!
//! In comes what `format!` takes, out goes a `Phrase` that holds both languages and its arguments. A text without Latvian
//! does not compile. Nothing here knows what the texts speak of.

mod catalogue;
mod template;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use template::{Slot, Template};

/// Makes a text of a template and its arguments, as `format!` makes a string. The names that a template holds in braces
/// are taken from where it stands; arguments that are texts themselves are translated with it.
#[proc_macro]
pub fn said(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let Some((literal, span)) = tokens.next().and_then(string_of) else {
        return failure("a text begins with its English template in quotation marks", Span::call_site());
    };
    let given = arguments(tokens.collect());
    match expand(&literal, span, &given) {
        Ok(text) => text,
        Err(reason) => failure(&reason, span),
    }
}

/// Puts the languages and the arguments of a text together.
fn expand(literal: &str, span: Span, given: &[TokenStream]) -> Result<TokenStream, String> {
    let english = Template::parse(literal)?;
    let latvian = match catalogue::latvian(literal) {
        Some(latvian) => Template::parse(latvian)?,
        None if !english.has_words() => english.clone(),
        None => return Err(format!("this text has no Latvian: add it to texts/latvian/, as\nen: {literal}\nlv: …")),
    };
    let slots = english.slots();
    for slot in latvian.slots() {
        if !slots.iter().any(|other| other.key == slot.key) {
            return Err(format!("the Latvian of this text has an argument that the English does not: {literal}"));
        }
    }
    for slot in &slots {
        if !latvian.slots().iter().any(|other| other.key == slot.key) {
            return Err(format!("the Latvian of this text lacks an argument: {literal}"));
        }
    }
    let values = slots.iter().map(|slot| value(slot, span, given)).collect::<Result<Vec<_>, _>>()?;
    if given.len() != slots.iter().filter_map(Slot::index).collect::<std::collections::BTreeSet<_>>().len() {
        return Err("a text does not use all of its arguments".to_owned());
    }
    let languages = [TokenTree::from(Literal::string(&english.numbered(&slots))), comma(), Literal::string(&latvian.numbered(&slots)).into()];
    let mut parts: Vec<TokenTree> = parsed("&").into_iter().collect();
    parts.push(Group::new(Delimiter::Bracket, languages.into_iter().collect()).into());
    if values.is_empty() {
        return Ok(call("::positum_grammar::phrase::Phrase::fixed", parts));
    }
    let mut items = Vec::new();
    for value in values {
        items.extend(value);
        items.push(comma());
    }
    parts.push(comma());
    parts.extend(parsed("::std::vec!"));
    parts.push(Group::new(Delimiter::Bracket, items.into_iter().collect()).into());
    Ok(call("::positum_grammar::phrase::Phrase::with", parts))
}

/// Gives what stands in a slot, as a text.
fn value(slot: &Slot, span: Span, given: &[TokenStream]) -> Result<TokenStream, String> {
    let expression: TokenStream = match slot.index() {
        Some(index) => given.get(index).cloned().ok_or_else(|| format!("a text has no argument {index}"))?,
        None => TokenTree::from(Ident::new(&slot.key, span)).into(),
    };
    let mut reference = parsed("&");
    reference.extend([TokenTree::from(Group::new(Delimiter::None, expression))]);
    if slot.form.is_empty() {
        return Ok(call("::positum_grammar::phrase::Said::said", reference.into_iter().collect()));
    }
    let mut formatted = vec![TokenTree::from(Literal::string(&format!("{{:{}}}", slot.form))), comma()];
    formatted.extend(reference);
    let text = call("::std::format!", formatted);
    Ok(call("::positum_grammar::phrase::Phrase::name", text.into_iter().collect()))
}

fn call(path: &str, inner: Vec<TokenTree>) -> TokenStream {
    let mut tokens = parsed(path);
    tokens.extend([TokenTree::from(Group::new(Delimiter::Parenthesis, inner.into_iter().collect()))]);
    tokens
}

fn comma() -> TokenTree {
    Punct::new(',', Spacing::Alone).into()
}

fn parsed(code: &str) -> TokenStream {
    code.parse().unwrap_or_default()
}

fn failure(reason: &str, span: Span) -> TokenStream {
    let inner = vec![TokenTree::from(Literal::string(reason))];
    call("::std::compile_error!", inner).into_iter().map(|token| located(token, span)).collect()
}

fn located(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// Gives the text of a literal, also where another macro has handed it on.
fn string_of(token: TokenTree) -> Option<(String, Span)> {
    match token {
        TokenTree::Literal(literal) => template::unescaped(&literal.to_string()).map(|text| (text, literal.span())),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => group.stream().into_iter().next().and_then(string_of),
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => None,
    }
}

/// Divides what follows the template at its commas.
fn arguments(tokens: Vec<TokenTree>) -> Vec<TokenStream> {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    tokens.split(is_comma).map(|part| part.iter().cloned().collect::<TokenStream>()).filter(|part| !part.is_empty()).collect()
}
