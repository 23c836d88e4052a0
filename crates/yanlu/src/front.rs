//! What the requests of a connection meet first. The busiest address is answered here; everything else goes to the services' routers.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use http::Request;
use hyper::body::Incoming;
use hyper::service::Service;
use ingest::{Backing, IngestState};
use tower::Service as _;

use crate::layers::Layered;
use crate::observe::Observer;

/// Makes a [`Door`] for each connection.
#[derive(Clone)]
pub(crate) struct Front(Arc<Inside>);

struct Inside {
    layered: Layered,
    /// The write side, where this process runs it.
    ingest: Option<IngestState>,
    observer: Arc<Observer>,
}

/// The requests of one connection.
#[derive(Clone)]
pub(crate) struct Door {
    inside: Arc<Inside>,
    peer: SocketAddr,
}

type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

impl Front {
    /// In front of what the process serves.
    pub(crate) fn new(layered: Layered, ingest: Option<IngestState>, observer: Arc<Observer>) -> Self {
        Self(Arc::new(Inside { layered, ingest, observer }))
    }

    /// For the requests of a connection from `peer`.
    pub(crate) fn door(&self, peer: SocketAddr) -> Door {
        Door { inside: Arc::clone(&self.0), peer }
    }
}

impl Service<Request<Incoming>> for Door {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: Request<Incoming>) -> Answer {
        let path = request.uri().path();
        if self.inside.ingest.is_some()
            && let Some(backing) = Backing::asked(request.method(), path)
        {
            let door = self.clone();
            return Box::pin(async move { Ok(door.back(backing, request).await) });
        }
        let layered = &self.inside.layered;
        let mut router = if path.starts_with("/api/") { layered.programs.clone() } else { layered.people.clone() };
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        // Routers are always ready.
        Box::pin(router.call(request))
    }
}

impl Door {
    async fn back(self, backing: Backing, request: Request<Incoming>) -> Response {
        let (request, _) = request.into_parts();
        let Inside { ingest, observer, .. } = &*self.inside;
        let ingest = ingest.as_ref().expect("a backing is read only where the write side runs");
        let begun = observer.begin();
        let mut response = ingest.answer(backing, &request, Some(self.peer.ip()), &begun.id).await;
        observer.end(&begun, &request.method, &request.uri, &mut response);
        response
    }
}
