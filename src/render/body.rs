//! Compiled texts → HTML: the holes are filled, now that the graph is known.

mod component;

use std::cell::{Cell, RefCell};

use super::glossary::Marks;
use super::plain::is_plain;
use super::{Renderer, pictures};
use crate::diagnostic::{Diagnostic, Spot};
use crate::graph::portal::{ArticleId, Linked, Target};
use crate::model::body::{BodyPicture, Destination, Fill, Hole};
use crate::model::name::encoded;
use crate::model::{Article, Body};
use crate::theme::view::View;
use crate::theme::views::Picture;
use crate::theme::views::components::PictureInText;
use crate::theme::{Values, components};

/// The text of an article as HTML. `page` is what components get from the page around them.
pub fn html(renderer: &Renderer, id: ArticleId, page: &Values) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let is_first = Cell::new(linked.article.image.is_none());
    let marks = renderer.explained(linked.article.language).map(|explained| RefCell::new(Marks::new(explained)));
    let filling = Filling { renderer, id, linked, page, is_first, marks };
    let body = renderer.body(&filling.linked.article);
    let mut html = String::with_capacity(body.html().len() + 64 * body.holes.len());
    filling.fill(&body, &mut html)?;
    Ok(html)
}

/// Whether anything in the text of an article is made by templates.
pub fn has_components(article: &Article) -> bool {
    article.body.holes.iter().any(|hole| matches!(hole.fill, Fill::Component(_)))
}

/// One article's text being filled.
struct Filling<'a> {
    renderer: &'a Renderer<'a>,
    id: ArticleId,
    linked: &'a Linked,
    page: &'a Values,
    /// Whether no picture of the page was shown yet.
    is_first: Cell<bool>,
    /// Which abbreviations were explained, where the portal explains any.
    marks: Option<RefCell<Marks<'a>>>,
}

impl Filling<'_> {
    fn fill(&self, body: &Body, html: &mut String) -> Result<(), Diagnostic> {
        let around = body.html();
        let mut from = 0;
        for hole in &body.holes {
            let at = hole.at as usize;
            self.text(&around[from..at], html);
            from = at;
            self.fill_hole(hole, html)?;
        }
        self.text(&around[from..], html);
        Ok(())
    }

    /// The text itself, between holes.
    fn text(&self, text: &str, html: &mut String) {
        match &self.marks {
            Some(marks) => marks.borrow_mut().push(text, html),
            None => html.push_str(text),
        }
    }

    fn fill_hole(&self, hole: &Hole, html: &mut String) -> Result<(), Diagnostic> {
        let spot = Spot::Bytes(hole.span);
        match &hole.fill {
            Fill::Href(destination) => escape(&self.href(destination, &spot), html),
            Fill::Title(destination) => escape(&self.title(destination, &spot), html),
            Fill::Phrase(key) => escape(self.renderer.speech_of(self.id).texts.get(key), html),
            Fill::Picture(picture) => self.picture(picture, &spot, html)?,
            Fill::Component(component) => {
                let mut inner = String::new();
                self.fill(&component.body, &mut inner)?;
                html.push_str(&component::html(self, component, &inner)?);
            }
        }
        Ok(())
    }

    fn href(&self, destination: &Destination, spot: &Spot) -> String {
        match (destination, self.linked.target(spot)) {
            (_, Some(Target::Article(id, anchor))) => {
                let url = self.renderer.url(&self.renderer.linked(*id).address);
                anchor.as_ref().map_or(url.clone(), |anchor| format!("{url}#{}", encoded(anchor)))
            }
            (_, Some(Target::Picture(id) | Target::File(id))) => self.renderer.url(&self.renderer.medium(*id).address),
            (Destination::Anchor(anchor), _) => format!("#{}", encoded(anchor)),
            (Destination::Address { path, rest }, _) => format!("{}{rest}", self.renderer.url(path)),
            (Destination::Name { .. } | Destination::File { .. }, _) => String::new(),
        }
    }

    fn title(&self, destination: &Destination, spot: &Spot) -> String {
        match (self.linked.target(spot), destination) {
            (Some(Target::Article(id, _)), _) => self.renderer.linked(*id).article.title.to_string(),
            (_, Destination::Name { name, .. }) => name.to_string(),
            (_, Destination::File { path, .. } | Destination::Address { path, .. }) => path.to_string(),
            (_, Destination::Anchor(anchor)) => anchor.to_string(),
        }
    }

    /// A picture, as the theme shows it. The first of a page is not waited for: readers see it at once.
    fn picture(&self, picture: &BodyPicture, spot: &Spot, html: &mut String) -> Result<(), Diagnostic> {
        let Some(id) = self.linked.medium_at(spot) else { return Ok(()) };
        let is_first = self.is_first.replace(false);
        let shown = pictures::view(self.renderer, self.renderer.medium(id));
        let picture = Picture { alt: (&*picture.alt).into(), ..shown };
        let mut arguments = Values::new();
        PictureInText { picture, lazy: !is_first, first: is_first }.give(&mut arguments);
        html.push_str(&self.renderer.theme.render_component(components::PICTURE, &arguments, self.page, None)?);
        Ok(())
    }
}

/// Appends a text, escaped for HTML and for attributes in double quotes.
pub fn escape(text: &str, html: &mut String) {
    if is_plain(text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        html.push_str(text);
        return;
    }
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}
