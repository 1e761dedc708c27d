//! A preview without sockets: the bytes of one side of a connection → those of the other. For whoever tries what no
//! browser would send; everything between the socket and the press is the same as for those who come by one.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use super::doors::{self, Seat};
use super::{Desk, News, respond};
use crate::diagnostic::Failure;
use crate::memo::Parsed;
use crate::preview::attempt::Attempt;
use crate::preview::press::{Message, Press};
use crate::preview::tree::{Changed, Tree};
use crate::preview::{Manner, Tell, spawn};

/// A preview of a project as it was when this was made.
pub struct Exchange {
    desk: Desk,
    /// What timers belong to; it never runs.
    runtime: Runtime,
}

impl Exchange {
    /// Compiles the project once.
    pub fn new(manner: &Manner, tell: &Tell) -> Result<Exchange, Failure> {
        let failed = |error| Failure::machine("prepare the preview", error);
        let runtime = Builder::new_current_thread().enable_time().build().map_err(failed)?;
        let (press, inbox) = mpsc::channel();
        let news = News::new();
        let work = Press::new(manner.clone(), Arc::clone(tell), news.clone());
        spawn("press", move || work.work(&inbox))?;
        let tree = Arc::new(Tree::read(&manner.root));
        let attempt = Attempt::make(manner, &mut Parsed::with_texts(), 1, Changed::Content, tree);
        // The press lives as long as this does.
        drop(press.send(Message::Attempt(Box::new(attempt))));
        let limits = manner.limits;
        let listening = Arc::new(Semaphore::new(limits.listeners));
        let interface = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Ok(Exchange { desk: Desk { interface, limits, press, news, listening }, runtime })
    }

    /// What is sent back to whoever sends these bytes and then waits, as far as it comes by itself.
    pub fn answer(&self, sent: &[u8]) -> Vec<u8> {
        let _timers = self.runtime.enter();
        let answers = Arc::default();
        let wire = Wire { sent: sent.to_vec(), at: 0, answers: Arc::clone(&answers) };
        let asked = Arc::new(AtomicUsize::new(0));
        let answer = {
            let (desk, asked) = (self.desk.clone(), Arc::clone(&asked));
            move |request, seat| {
                let (answered, asked) = (respond(desk.clone(), request, seat), Arc::clone(&asked));
                async move {
                    asked.fetch_add(1, Ordering::Relaxed);
                    let answered = answered.await;
                    asked.fetch_sub(1, Ordering::Relaxed);
                    answered
                }
            }
        };
        let conversation = pin!(doors::conversation(wire, self.desk.limits, Seat::default(), answer));
        follow(conversation, || asked.load(Ordering::Relaxed) > 0);
        let answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.clone()
    }
}

/// Follows a conversation to its end, or until it is the other side's turn.
fn follow(mut conversation: Pin<&mut impl Future<Output = ()>>, is_asked: impl Fn() -> bool) {
    let bell = Arc::new(Bell { is_rung: AtomicBool::new(false), listener: thread::current() });
    let waker = Waker::from(Arc::clone(&bell));
    let mut context = Context::from_waker(&waker);
    while conversation.as_mut().poll(&mut context).is_pending() {
        while !bell.is_rung.swap(false, Ordering::AcqRel) {
            if !is_asked() {
                return;
            }
            thread::park();
        }
    }
}

/// Rung by whoever has something to go on with.
struct Bell {
    is_rung: AtomicBool,
    listener: Thread,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.is_rung.store(true, Ordering::Release);
        self.listener.unpark();
    }
}

/// A connection whose other side has sent all it wants to send, and takes everything.
struct Wire {
    sent: Vec<u8>,
    at: usize,
    answers: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let rest = &self.sent[self.at..];
        if rest.is_empty() {
            return Poll::Pending;
        }
        let taken = rest.len().min(into.remaining());
        into.put_slice(&rest[..taken]);
        self.at += taken;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
