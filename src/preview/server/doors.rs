//! The doors of the preview: takes connections in, each within its limits, and shows out who only keeps a place.
//!
//! However many connections are half open, slow or silent, whoever asks next is taken in: the oldest of those that
//! wait for nothing of us makes room.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio::time::{Instant, Sleep, sleep};

use crate::preview::limits::Limits;

/// How long nobody is taken in after the system could not: too many files may be open.
const PAUSE: Duration = Duration::from_millis(50);

/// The place of a connection.
#[derive(Clone, Default)]
pub(super) struct Seat(Arc<AtomicUsize>);

impl Seat {
    /// Keeps the place for as long as the value is there: its owner waits for us.
    pub(super) fn kept(&self) -> Kept {
        self.0.fetch_add(1, Ordering::Relaxed);
        Kept(self.clone())
    }

    fn is_kept(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

/// A place that is not given to others.
pub(super) struct Kept(Seat);

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection that was taken in.
struct Guest {
    seat: Seat,
    task: AbortHandle,
}

/// Answers every connection until the program ends.
pub(super) async fn open<A, F>(listener: TcpListener, limits: Limits, answer: A)
where
    A: Fn(Request<Incoming>, Seat) -> F + Clone + Send + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let mut guests: VecDeque<Guest> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        guests.retain(|guest| !guest.task.is_finished());
        if guests.len() >= limits.connections && !made_room(&mut guests) {
            continue;
        }
        // News are short, and must not wait for more to be sent with them.
        drop(stream.set_nodelay(true));
        let (seat, answer) = (Seat::default(), answer.clone());
        let task = tokio::spawn(conversation(stream, limits, seat.clone(), answer)).abort_handle();
        guests.push_back(Guest { seat, task });
    }
}

/// Closes the oldest connection for which no answer is being made; it may be in the middle of taking one.
fn made_room(guests: &mut VecDeque<Guest>) -> bool {
    let oldest = guests.iter().position(|guest| !guest.seat.is_kept());
    let closed = oldest.and_then(|at| guests.remove(at));
    closed.map(|guest| guest.task.abort()).is_some()
}

/// Less is no buffer to hyper.
const SMALLEST_BUFFER: usize = 8192;

/// One request after the other, for as long as the caller keeps within the limits.
pub(super) async fn conversation<S, A, F>(stream: S, limits: Limits, seat: Seat, answer: A)
where
    S: AsyncRead + AsyncWrite + Unpin,
    A: Fn(Request<Incoming>, Seat) -> F + Send,
    F: Future<Output = Response> + Send,
{
    let stream = Moving { stream, patience: limits.stall, stall: Box::pin(sleep(limits.stall)), is_stalled: false };
    let service = service_fn(move |request| {
        let (kept, answered) = (seat.kept(), answer(request, seat.clone()));
        async move {
            let response = answered.await;
            drop(kept);
            Ok::<_, Infallible>(response)
        }
    });
    let mut rules = http1::Builder::new();
    rules.timer(TokioTimer::new()).header_read_timeout(limits.head_time);
    rules.max_headers(limits.headers).max_header_size(limits.head).max_buf_size(limits.head.max(SMALLEST_BUFFER));
    // How it ended is told to nobody: browsers go away as they like.
    drop(rules.serve_connection(TokioIo::new(stream), service).await);
}

/// A connection that ends when its other side takes nothing for too long.
struct Moving<S> {
    stream: S,
    patience: Duration,
    stall: Pin<Box<Sleep>>,
    is_stalled: bool,
}

impl<S> Moving<S> {
    fn judged<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.is_stalled = false;
            return written;
        }
        if !self.is_stalled {
            self.is_stalled = true;
            self.stall.as_mut().reset(Instant::now() + self.patience);
        }
        self.stall.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Moving<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Moving<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judged(cx, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let written = Pin::new(&mut self.stream).poll_flush(cx);
        self.judged(cx, written)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
