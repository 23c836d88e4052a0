//! Wires the services together and serves them until told to stop.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use broker::Broker;
use domain::Clock;
use identity::Identity;
use ingest::IngestState;
use ipnet::IpNet;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use store::{Store, StoreOptions};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::cli::{DataArgs, ServeArgs};
use crate::clock::SystemClock;
use crate::config::{Config, StoreConfig};
use crate::failure::Failure;
use crate::front::Front;
use crate::health::Health;
use crate::observe::Observer;
use crate::{assets, bell, doors, health, layers, openapi, say};

/// Connections that may wait to be accepted: a crowd that joins at once must not be refused.
const BACKLOG: i32 = 4_096;
/// How long open requests may take to finish after a stop.
const DRAIN_MAX: Duration = Duration::from_secs(10);

/// A service that a process may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The read side.
    Gateway,
    /// The write side.
    Ingest,
    /// The live desk.
    Moderation,
    /// Before and after.
    Secretariat,
}

impl Part {
    /// All services in one process.
    pub(crate) const ALL: &'static [Self] = &[Self::Gateway, Self::Ingest, Self::Moderation, Self::Secretariat];
}

/// A process that serves.
pub(crate) struct Running {
    address: SocketAddr,
    first_link: Option<String>,
    stop: CancellationToken,
    tasks: JoinSet<()>,
    store: Store,
}

impl Running {
    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://host:port`.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token of the one-time set-up link, when there is no account yet.
    pub(crate) fn first_link(&self) -> Option<&str> {
        self.first_link.as_deref()
    }

    /// Begins to answer.
    fn open(mut self, doors: Doors) -> Self {
        self.tasks.spawn(doors::serve(doors.listener, doors.front, self.stop.clone()));
        self
    }

    /// Waits for Ctrl-C or a termination signal.
    pub(crate) async fn until_stopped(&self) {
        let terminated = async {
            if let Ok(mut signal) = signal(SignalKind::terminate()) {
                signal.recv().await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminated => {}
        }
    }

    /// Stops accepting, lets open requests finish, and writes what is acknowledged.
    pub(crate) async fn stop(mut self) {
        self.stop.cancel();
        let drained = tokio::time::timeout(DRAIN_MAX, async { while self.tasks.join_next().await.is_some() {} }).await;
        if drained.is_err() {
            tracing::warn!("some connections were still open after {DRAIN_MAX:?}");
            self.tasks.abort_all();
        }
        self.store.close().await;
    }
}

/// `yanlu serve` and the single services.
pub(crate) async fn run(args: ServeArgs, parts: &'static [Part]) -> Result<(), Failure> {
    let config = Config::read(args.config.as_deref())?;
    let (running, doors) = prepare(&args, parts, config, Arc::new(SystemClock), Router::new()).await?;
    let mut lines = vec![format!("listening on {}", running.base_url())];
    if let Some(token) = running.first_link() {
        lines.push(format!(
            "no account yet; make the first one (valid 24 h, once): {}/setup/{token}",
            running.base_url()
        ));
    }
    // Said before the first request is answered: who sees the process ready finds the link in its output.
    say::lines(&lines);
    let running = running.open(doors);
    running.until_stopped().await;
    running.stop().await;
    Ok(())
}

/// The demo's server: all services, SQLite, memory bell, the demo's clock, and its broadcast.
pub(crate) async fn demo(
    listen: SocketAddr,
    data: &Path,
    clock: Arc<dyn Clock>,
    broadcast: Router,
) -> Result<Running, Failure> {
    let args =
        ServeArgs { data: DataArgs { data: data.to_owned(), database: None }, listen, redis: None, config: None };
    let mut config = Config::read(None)?;
    // Its people all come from this machine and say from where they mean to come.
    config.identity.trusted_proxies.extend([IpNet::from(IpAddr::V4(Ipv4Addr::LOCALHOST))]);
    let (running, doors) = prepare(&args, Part::ALL, config, clock, broadcast).await?;
    Ok(running.open(doors))
}

/// Opens the database that the flags name.
pub(crate) async fn open_store(data: &DataArgs, config: &StoreConfig, clock: Arc<dyn Clock>) -> Result<Store, Failure> {
    let url = if let Some(url) = &data.database {
        url.clone()
    } else {
        std::fs::create_dir_all(&data.data).map_err(|source| Failure::Write { path: data.data.clone(), source })?;
        format!("sqlite:{}", data.data.join("yanlu.db").display())
    };
    let options = StoreOptions {
        url: url.parse()?,
        queue_max: config.queue_max,
        batch_max: config.batch_max,
        readers_max: config.readers_max,
    };
    Ok(Store::open(options, clock).await?)
}

/// What is ready to answer but does not yet.
struct Doors {
    listener: TcpListener,
    front: Front,
}

async fn prepare(
    args: &ServeArgs,
    parts: &[Part],
    config: Config,
    clock: Arc<dyn Clock>,
    more: Router,
) -> Result<(Running, Doors), Failure> {
    // A socket is a descriptor; the soft limit of a login shell is far below what the machine allows.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let listener = listen(args.listen)?;
    let address = listener.local_addr().map_err(|source| Failure::Listen { address: args.listen, source })?;
    let store = open_store(&args.data, &config.store, Arc::clone(&clock)).await?;
    let broker = Broker::open(args.redis.as_deref()).await?;
    let identity = Identity::open(store.clone(), Arc::clone(&clock), config.identity.clone()).await?;
    let staffed = parts.contains(&Part::Moderation) || parts.contains(&Part::Secretariat);
    let first_link = if staffed { identity.first_link().await? } else { None };
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    tasks.spawn(bell::run(store.clone(), broker.clone(), stop.clone()));
    let services =
        Services { store: store.clone(), broker, identity, clock: Arc::clone(&clock), config, stop: stop.clone() };
    let ingest = parts.contains(&Part::Ingest).then(|| services.ingest(&assets::entries()));
    let router = services.router(parts, ingest.as_ref(), &mut tasks).merge(more);
    let observer = Arc::new(Observer::new(clock));
    let layered = layers::around(router, Arc::clone(&observer), Arc::new(assets::entries()));
    let front = Front::new(layered, ingest, observer);
    Ok((Running { address, first_link, stop, tasks, store }, Doors { listener, front }))
}

fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let open = || {
        let socket = socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        TcpListener::from_std(socket.into())
    };
    open().map_err(|source| Failure::Listen { address, source })
}

struct Services {
    store: Store,
    broker: Broker,
    identity: Identity,
    clock: Arc<dyn Clock>,
    config: Config,
    stop: CancellationToken,
}

impl Services {
    fn router(&self, parts: &[Part], ingest: Option<&IngestState>, tasks: &mut JoinSet<()>) -> Router {
        let entries = assets::entries();
        let metrics = recorder();
        if let Some(metrics) = metrics.clone() {
            tasks.spawn(health::keep_metrics_small(metrics, self.stop.clone()));
        }
        let mut router = Router::new()
            .merge(assets::router())
            .merge(openapi::router())
            .merge(health::router(Health { store: self.store.clone(), metrics }));
        if let Some(state) = ingest {
            router = router.merge(ingest::router(state.clone()));
        }
        for part in parts {
            router = router.merge(match part {
                Part::Gateway => self.gateway(&entries, tasks),
                // Its state is shared with the front.
                Part::Ingest => Router::new(),
                Part::Moderation => self.moderation(&entries, tasks),
                Part::Secretariat => self.secretariat(&entries),
            });
        }
        if parts.contains(&Part::Moderation) || parts.contains(&Part::Secretariat) {
            router = router.merge(identity::router(self.identity.clone(), entries));
        }
        router.layer(axum::middleware::from_fn_with_state(self.identity.clone(), identity::same_site))
    }

    fn gateway(&self, assets: &identity::Assets, tasks: &mut JoinSet<()>) -> Router {
        let state = gateway::GatewayState::new(
            self.store.clone(),
            self.broker.clone(),
            self.identity.clone(),
            Arc::clone(&self.clock),
            assets.clone(),
            self.config.gateway.clone(),
        );
        tasks.spawn(gateway::run(state.clone(), self.stop.clone()));
        gateway::router(state)
    }

    fn ingest(&self, assets: &identity::Assets) -> IngestState {
        IngestState::new(
            self.store.clone(),
            self.identity.clone(),
            Arc::clone(&self.clock),
            assets.clone(),
            self.config.ingest,
        )
    }

    fn moderation(&self, assets: &identity::Assets, tasks: &mut JoinSet<()>) -> Router {
        let state = moderation::ModerationState::new(
            self.store.clone(),
            self.identity.clone(),
            Arc::clone(&self.clock),
            assets.clone(),
        );
        tasks.spawn(moderation::run(state.clone(), self.stop.clone()));
        moderation::router(state)
    }

    fn secretariat(&self, assets: &identity::Assets) -> Router {
        secretariat::router(secretariat::SecretariatState::new(
            self.store.clone(),
            self.identity.clone(),
            Arc::clone(&self.clock),
            assets.clone(),
        ))
    }
}

/// The process's metrics recorder, installed once.
fn recorder() -> Option<PrometheusHandle> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    RECORDER.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).clone()
}

/// A fresh folder under the machine's temporary one.
pub(crate) fn temporary_folder(name: &str) -> Result<PathBuf, Failure> {
    let path = std::env::temp_dir().join(format!("{name}-{}", identity::random_meeting_id()));
    std::fs::create_dir_all(&path).map_err(|source| Failure::Write { path: path.clone(), source })?;
    Ok(path)
}

/// Removes a folder of [`temporary_folder`]; what cannot be removed is told.
pub(crate) fn remove_folder(path: &Path) {
    if let Err(error) = std::fs::remove_dir_all(path) {
        tracing::warn!(%error, "the temporary folder {} is left behind", path.display());
    }
}
