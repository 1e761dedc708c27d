//! Templates with wrong names, and with right ones that look wrong.

use super::*;
use crate::diagnostic::Diagnostic;
use crate::model::SourcePath;

/// What is wrong in these templates: the word, what is said of it and the help.
fn told(templates: &[(&str, &str)]) -> Vec<String> {
    let source = |(name, text): &(&str, &str)| TemplateSource {
        name: (*name).to_owned(),
        source: SourcePath::new(*name),
        text: (*text).to_owned(),
    };
    let sources: Vec<TemplateSource> = templates.iter().map(source).collect();
    let texts = BTreeSet::from(["home", "languages"]);
    let line = |complaint: Diagnostic| match complaint.help {
        Some(help) => format!("{}; {help}", complaint.message),
        None => complaint.message,
    };
    wrong(&sources, Some(&texts)).into_iter().map(line).collect()
}

fn in_home(text: &str) -> Vec<String> {
    told(&[("mine/home.html", text)])
}

#[test]
fn names_nobody_gives_are_told_with_the_nearest() {
    let text = "{{ page.titel }}{{ articel.title }}{% for card in latst %}{{ card.nothing }}{% endfor %}";
    assert_eq!(
        in_home(text),
        [
            "`page` has no field `titel`; did you mean `title`?",
            "this template gets nothing called `articel`; did you mean `article`?",
            "this template gets nothing called `latst`; did you mean `latest`?",
        ]
    );
}

#[test]
fn fields_are_known_through_lists_fields_and_names_set_once() {
    let text = "{% for card in latest %}{{ card.summry }}{% endfor %}{{ page.language.tga }}{{ page.feeds[0].urll }}\
                {% set first = lead %}{{ first.titel }}{{ [feed.urll for feed in page.feeds] }}{{ text.hme }}";
    let said: Vec<String> =
        in_home(text).iter().map(|line| line.split(';').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        said,
        [
            "`card` has no field `summry`",
            "`page.language` has no field `tga`",
            "`page.feeds` has no field `urll`",
            "`first` has no field `titel`",
            "`feed` has no field `urll`",
            "the theme has no text `hme`",
        ]
    );
}

#[test]
fn asking_is_no_mistake_and_doubt_says_nothing() {
    let fine = [
        "{% if page.fancy is defined %}{% endif %}{% if page.fancy is not defined %}{% endif %}{{ fancy | default(value=1) }}",
        "{{ page?.fancy }}{{ page[\"fancy\"] }}{{ data.fancy.more }}{{ site.extra.fancy }}{{ article.extra.fancy }}",
        "{% set page = lead %}{{ page.summary }}",
        "{% for a in notices | first %}{{ a.fancy }}{% endfor %}{% for key, value in site.extra %}{{ key.a }}{{ value.a }}{% endfor %}",
        "{{ <ui.card item={lead} page /> }}{{ \"page.titel\" }}{# {{ page.titel }} #}{% raw %}{{ page.titel }}{% endraw %}",
        "{{ a_function(titel=1) | a_filter(titel=page.title) }}{{ {...lead, \"titel\": 1} }}{{ loop.index }}",
        "{% if 1 < notices_count and lead is containing(pat=\"a\") %}{{ super() }}{% endif %}{{ article.notice.severity.id }}",
    ];
    for text in fine {
        assert_eq!(in_home(text), [""; 0], "{text}");
    }
}

#[test]
fn a_part_is_given_what_any_of_its_pages_is() {
    let part = ("mine/partials/part.html", "{{ lists }}{{ groups }}{{ word }}{{ lead.title }}");
    let home = ("mine/home.html", "{% for word in latest %}{% include \"partials/part.html\" %}{% endfor %}");
    assert_eq!(
        told(&[part, home]),
        ["this template gets nothing called `groups`; `list.html` gets it, this template does not"]
    );
    let list = ("mine/list.html", "{% include \"mine/partials/part.html\" %}");
    assert_eq!(told(&[part, home, list]), [""; 0]);
}

#[test]
fn a_component_has_its_arguments_and_nothing_else() {
    let component = "{% component ui.thing(item, level: number = 3, ...rest, @page) {\"item\": \"any\"} %}\
                     {{ item.fancy }}{{ level }}{{ rest }}{{ body }}{{ page.titel }}{{ text.home }}{{ itm }}\
                     {% set own = item %}{{ own }}{% endcomponent ui.thing %}";
    assert_eq!(
        told(&[("mine/partials/thing.html", component)]),
        [
            "`page` has no field `titel`; did you mean `title`?",
            "the component `ui.thing` has nothing called `text`; add `@text` to its arguments: it comes from the page",
            "the component `ui.thing` has nothing called `itm`; did you mean `item`?",
        ]
    );
}

#[test]
fn a_template_that_articles_may_name_is_given_what_any_page_is() {
    let special = ("mine/special.html", "{{ article.sumary }}{{ lists }}{{ articel }}{{ lead.fancy }}{{ title }}");
    assert_eq!(
        told(&[special]),
        [
            "`article` has no field `sumary`; did you mean `summary`?",
            "this template gets nothing called `articel`; did you mean `article`?",
            "`lead` has no field `fancy`; there are url, title, short_title, kind, kind_label, shape, when, updated, summary, image, state, \
             mark, severity, until, from_instant, until_instant, note, language",
        ]
    );
}
