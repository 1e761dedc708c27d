//! The server of the preview: asks the press for what browsers ask for, and tells them of changes. The only
//! module that knows axum, hyper and tokio.
//!
//! It answers names of this machine alone and no page of another site, reads nothing from the disk, and takes no
//! other method than GET and HEAD. One thread is enough: it waits for the press. `doors` takes connections in.

mod doors;
mod exchange;

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use hyper::Request;
use hyper::body::{Body as _, Incoming};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::assets::{EVENTS_PATH, SCRIPT, SCRIPT_PATH, STYLE, STYLE_PATH};
use super::host;
use super::limits::Limits;
use super::press::{Answer, Message};
use crate::diagnostic::Failure;
use doors::{Kept, Seat};
pub use exchange::Exchange;

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
    limits: Limits,
    press: Sender<Message>,
    news: News,
    /// The places of those who listen for changes.
    listening: Arc<Semaphore>,
}

/// Serves until the user ends it.
pub(super) fn serve(listener: TcpListener, limits: Limits, press: Sender<Message>, news: &News) -> Result<(), Failure> {
    let failed = |error| Failure::machine("serve the preview", error);
    let interface = listener.local_addr().map_err(failed)?.ip();
    let listening = Arc::new(Semaphore::new(limits.listeners));
    let desk = Desk { interface, limits, press, news: news.clone(), listening };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let respond = move |request, seat| respond(desk.clone(), request, seat);
        tokio::spawn(doors::open(listener, limits, respond));
        tokio::signal::ctrl_c().await
    });
    // Browsers keep listening for ever: they are not waited for.
    runtime.shutdown_background();
    ended.map_err(failed)
}

async fn respond(desk: Desk, request: Request<Incoming>, seat: Seat) -> Response {
    let (request, body) = request.into_parts();
    let mut response = match refused(&desk, &request) {
        Some(refused) => refused,
        // Nothing that is asked for here needs a body, and none is read.
        None if !body.is_end_stream() => {
            (StatusCode::PAYLOAD_TOO_LARGE, [(header::CONNECTION, "close")]).into_response()
        }
        None => answer(&desk, &request, &seat).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Other sites can't show or load what is held back, not even in a frame.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    // Where a link leads, nobody learns of a preview.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// Why a request is not answered, if it is not.
fn refused(desk: &Desk, request: &Parts) -> Option<Response> {
    let headers = &request.headers;
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Some(StatusCode::BAD_REQUEST.into_response());
    }
    // What is asked for with a whole URL brings its host there.
    let host = text(headers, "host").or_else(|| request.uri.authority().map(Authority::as_str));
    let Some(host) = host.filter(|host| host::is_ours(host, desk.interface)) else {
        let told = "This preview answers to localhost only. Ask for it by the address `dateline serve` printed.\n";
        return Some((StatusCode::FORBIDDEN, told).into_response());
    };
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response());
    }
    let target = request.uri.path_and_query().map_or(0, |target| target.as_str().len());
    if target > desk.limits.target {
        return Some((StatusCode::URI_TOO_LONG, "This address is too long.\n").into_response());
    }
    let is_visit = text(headers, "sec-fetch-mode") == Some("navigate")
        && text(headers, "sec-fetch-dest") == Some("document")
        && request.uri.path() != EVENTS_PATH;
    if !is_visit && host::is_foreign(text(headers, "origin"), text(headers, "sec-fetch-site"), host) {
        return Some((StatusCode::FORBIDDEN, "Another site can't read this preview.\n").into_response());
    }
    None
}

async fn answer(desk: &Desk, request: &Parts, seat: &Seat) -> Response {
    match request.uri.path() {
        SCRIPT_PATH => Answer::file(200, SCRIPT_PATH, SCRIPT.into()).into_response(),
        STYLE_PATH => Answer::file(200, STYLE_PATH, STYLE.into()).into_response(),
        // Whoever asks for the head alone would wait for ever for its end.
        EVENTS_PATH if request.method == Method::HEAD => StatusCode::NO_CONTENT.into_response(),
        EVENTS_PATH => match Arc::clone(&desk.listening).try_acquire_owned() {
            Ok(place) => events(&desk.news, (place, seat.kept())).into_response(),
            Err(_) => {
                let told = "Too many pages listen to this preview: close some.\n";
                (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], told).into_response()
            }
        },
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

/// The news for one listener, who has these places until he goes.
fn events(news: &News, places: (OwnedSemaphorePermit, Kept)) -> impl IntoResponse + use<> {
    let words = WatchStream::new(news.0.subscribe()).filter(|word| !word.state.is_empty());
    let events = words.map(move |word| {
        let _ = &places;
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
