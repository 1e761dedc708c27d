//! The server of the preview: asks the press for what browsers ask for, and tells them of changes. The only
//! module that knows axum and tokio.
//!
//! It answers names of this machine alone, reads nothing from the disk, and takes no other method than GET
//! and HEAD. One thread is enough: it waits for the press.

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt as _;
use tokio::sync::{oneshot, watch};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::assets::{EVENTS_PATH, SCRIPT, SCRIPT_PATH, STYLE, STYLE_PATH};
use super::host;
use super::press::{Answer, Message};
use crate::diagnostic::Failure;

/// How soon a browser asks again after the server was away.
const RETRY: Duration = Duration::from_millis(500);

/// The newest news for browsers: whoever listens hears the last word first.
#[derive(Clone)]
pub(super) struct News(Arc<watch::Sender<Word>>);

/// What browsers hear: which state there is, which was before, and whether style sheets alone differ.
#[derive(Clone, Debug, Default)]
struct Word {
    state: String,
    before: String,
    styles_only: bool,
}

impl News {
    /// None yet.
    pub(super) fn new() -> News {
        News(Arc::new(watch::Sender::new(Word::default())))
    }

    /// Tells that there is a new state, and whether style sheets alone changed.
    pub(super) fn publish(&self, state: String, styles_only: bool) {
        self.0.send_modify(|word| {
            let before = std::mem::take(&mut word.state);
            *word = Word { state, before, styles_only };
        });
    }
}

/// What every request needs.
#[derive(Clone)]
struct Desk {
    interface: IpAddr,
    press: Sender<Message>,
    news: News,
}

/// Serves until the user ends it.
pub(super) fn serve(listener: TcpListener, press: Sender<Message>, news: &News) -> Result<(), Failure> {
    let failed = |error| Failure::machine("serve the preview", error);
    let interface = listener.local_addr().map_err(failed)?.ip();
    let desk = Desk { interface, press, news: news.clone() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let ended = runtime.block_on(async {
        // News are short, and must not wait for more to be sent with them.
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| drop(stream.set_nodelay(true)));
        let router = Router::new().fallback(respond).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await });
        tokio::signal::ctrl_c().await
    });
    // Browsers keep listening for ever: they are not waited for.
    runtime.shutdown_background();
    ended.map_err(failed)
}

async fn respond(State(desk): State<Desk>, request: Request) -> Response {
    // What comes with a request is not read.
    let (request, _) = request.into_parts();
    let mut response = answer(&desk, &request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Other sites can't show or load what is held back, not even in a frame.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

async fn answer(desk: &Desk, request: &Parts) -> Response {
    let headers = &request.headers;
    // What is asked for with a whole URL brings its host there.
    let host = text(headers, "host").or_else(|| request.uri.authority().map(Authority::as_str));
    let Some(host) = host.filter(|host| host::is_ours(host, desk.interface)) else {
        let told = "This preview answers to localhost only. Ask for it by the address `dateline serve` printed.\n";
        return (StatusCode::FORBIDDEN, told).into_response();
    };
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    match request.uri.path() {
        SCRIPT_PATH => Answer::file(200, SCRIPT_PATH, SCRIPT.into()).into_response(),
        STYLE_PATH => Answer::file(200, STYLE_PATH, STYLE.into()).into_response(),
        EVENTS_PATH if host::is_foreign(text(headers, "origin"), text(headers, "sec-fetch-site"), host) => {
            (StatusCode::FORBIDDEN, "Another site can't listen to this preview.\n").into_response()
        }
        // Whoever asks for the head alone would wait for ever for its end.
        EVENTS_PATH if request.method == Method::HEAD => StatusCode::NO_CONTENT.into_response(),
        EVENTS_PATH => events(&desk.news).into_response(),
        path => match ask(desk, path).await {
            Some(answer) => answer.into_response(),
            None => (StatusCode::INTERNAL_SERVER_ERROR, "The preview broke. Please start it again.\n").into_response(),
        },
    }
}

async fn ask(desk: &Desk, path: &str) -> Option<Answer> {
    let (sender, answer) = oneshot::channel();
    // An asker that went away needs no answer.
    let reply = Box::new(move |answer| drop(sender.send(answer)));
    desk.press.send(Message::Ask(path.to_owned(), reply)).ok()?;
    answer.await.ok()
}

fn events(news: &News) -> impl IntoResponse + use<> {
    let words = WatchStream::new(news.0.subscribe()).filter(|word| !word.state.is_empty());
    let events = words.map(|word| {
        let data = serde_json::json!({
            "state": word.state,
            "before": word.before,
            "styles_only": word.styles_only,
        });
        Ok::<Event, Infallible>(Event::default().event("state").data(data.to_string()).retry(RETRY))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, [(header::CONTENT_TYPE, self.media_type)], Body::from(self.body)).into_response();
        if let Some(to) = self.location.and_then(|to| HeaderValue::from_str(&to).ok()) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        response
    }
}
