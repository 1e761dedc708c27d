//! Pictures are developed beside the press, so that nobody waits for them but who asked.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::{Answer, Reply, Tell, Told};
use crate::compile::Compiled;
use crate::graph::portal::Media;
use crate::model::OutputPath;
use crate::pictures::Variant;
use crate::plan::Job;
use crate::source::Unpublished;
use crate::source::darkroom::Darkroom;

/// So many pictures at once: each takes as much memory as it has pixels.
const HANDS: usize = 2;

/// Those who develop. They end when nobody is left to order anything.
pub(super) struct Developers(Sender<Order>);

/// A variant that somebody asked for.
pub(super) struct Order {
    darkroom: Arc<Darkroom>,
    root: std::path::PathBuf,
    medium: Media,
    widths: Vec<u32>,
    variant: Variant,
    output: OutputPath,
    reply: Reply,
}

impl Order {
    /// The order that answers for a variant of a picture; nothing, with the reply, for every other file.
    pub(super) fn of(compiled: &Compiled, path: &OutputPath, job: &Job, reply: Reply) -> Result<Order, Reply> {
        let Job::Picture(id, variant) = job else { return Err(reply) };
        let medium = compiled.plan.portal.medium(*id);
        Ok(Order {
            darkroom: Arc::clone(&compiled.inventory.darkroom),
            root: compiled.inventory.root().to_owned(),
            medium: medium.clone(),
            widths: compiled.plan.portal.project.config.image_widths.clone(),
            variant: *variant,
            output: path.clone(),
            reply,
        })
    }

    fn fill(self, tell: &Tell) {
        let made = self.darkroom.variant(&self.root, &self.medium.order(&self.widths, vec![self.variant]));
        (self.reply)(match made {
            Ok(bytes) => Answer::file(200, self.output.as_str(), bytes),
            Err(trouble) => {
                let message = match trouble {
                    Unpublished::Mistake(complaint) => format!("{}: {}", self.medium.source, complaint.message),
                    Unpublished::Machine(error) => format!("can't read {}: {error}", self.medium.source),
                };
                tell(&Told::Doubt(&message));
                Answer::file(500, "picture.txt", message.into_bytes())
            }
        });
    }
}

impl Developers {
    pub(super) fn new(tell: &Tell) -> Developers {
        let (sender, orders) = mpsc::channel();
        let orders = Arc::new(Mutex::new(orders));
        for _ in 0..HANDS {
            let (orders, tell) = (Arc::clone(&orders), Arc::clone(tell));
            let work = move || work(&orders, &tell);
            // Without a thread whoever asks for a picture is answered by nobody, which browsers bear.
            let _ = thread::Builder::new().name("darkroom".to_owned()).spawn(work);
        }
        Developers(sender)
    }

    pub(super) fn take(&self, order: Order) {
        let _ = self.0.send(order);
    }
}

fn work(orders: &Mutex<Receiver<Order>>, tell: &Tell) {
    loop {
        let next = orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(order) = next else { return };
        order.fill(tell);
    }
}
