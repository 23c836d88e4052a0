//! A citizen's browser, and the pseudonym that it has in a meeting.

use std::fmt;

use axum::extract::{FromRef, FromRequestParts};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{Actor, MeetingId, PersonId};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use protocol::{ErrorCode, Problem};
use subtle::ConstantTimeEq;

use crate::Identity;
use crate::cookies::{self, DEVICE_COOKIE, NewCookie};
use crate::secret::random_bytes;

const ID_BYTES: usize = 32;
/// Bytes of the tag that makes an id ours: 128 bits cannot be guessed.
const TAG_BYTES: usize = 16;
/// Bytes of a form's token.
const FORM_BYTES: usize = 24;

/// A browser, by its cookie. One without gets a new id, which the answer sets.
///
/// Taking this from a request keeps shared caches away from the answer where it sets the cookie.
#[derive(Clone)]
pub struct Device {
    id: [u8; ID_BYTES],
    identity: Identity,
    /// Where a new cookie for this browser leaves with the answer.
    slot: Option<NewCookie>,
}

impl Device {
    /// The pseudonym in this meeting. Two meetings' pseudonyms cannot be linked without the server's secret.
    pub fn person(&self, meeting: &MeetingId) -> PersonId {
        let tag = self.identity.keys().person.tag(&[meeting.as_str().as_bytes(), &self.id]);
        let mut person = [0; 16];
        person.copy_from_slice(&tag[..16]);
        PersonId(person)
    }

    /// The citizen as the domain knows them in this meeting.
    pub fn actor(&self, meeting: &MeetingId) -> Actor {
        Actor::Person(self.person(meeting))
    }

    /// The id under which the browser is known. Whoever has it is this citizen.
    pub(crate) fn id(&self) -> [u8; ID_BYTES] {
        self.id
    }

    /// Makes this browser the device `id` from now on; the answer sets its cookie.
    pub(crate) fn become_device(&self, id: [u8; ID_BYTES]) {
        if let Some(slot) = &self.slot {
            slot.put(Self { id, ..self.clone() }.cookie());
        }
    }

    /// The browser of a request; one that was not here before gets a new id, whose cookie is left in `slot`.
    pub fn of(headers: &HeaderMap, identity: &Identity, slot: Option<NewCookie>) -> Self {
        if let Some(device) = Self::known(headers, identity) {
            return Self { slot, ..device };
        }
        let device = Self { slot, ..Self::new(identity.clone()) };
        device.become_device(device.id);
        device
    }

    /// The browser of a request, if it was here before; makes none otherwise.
    pub fn known(headers: &HeaderMap, identity: &Identity) -> Option<Self> {
        cookies::value(headers, DEVICE_COOKIE).and_then(|value| Self::from_cookie(value, identity))
    }

    fn new(identity: Identity) -> Self {
        Self { id: random_bytes(), identity, slot: None }
    }

    fn from_cookie(value: &str, identity: &Identity) -> Option<Self> {
        let mut bytes = [0; ID_BYTES + TAG_BYTES];
        let read = URL_SAFE_NO_PAD.decode_slice(value, &mut bytes).ok()?;
        let (id, tag) = bytes.split_at(ID_BYTES);
        let expected = identity.keys().device.tag(&[id]);
        let ours = read == bytes.len() && bool::from(expected[..TAG_BYTES].ct_eq(tag));
        let id = id.try_into().expect("split at its length");
        ours.then(|| Self { id, identity: identity.clone(), slot: None })
    }

    fn cookie(&self) -> HeaderValue {
        let tag = self.identity.keys().device.tag(&[&self.id]);
        let mut bytes = [0; ID_BYTES + TAG_BYTES];
        bytes[..ID_BYTES].copy_from_slice(&self.id);
        bytes[ID_BYTES..].copy_from_slice(&tag[..TAG_BYTES]);
        cookies::device(&URL_SAFE_NO_PAD.encode(bytes), self.identity.config().secure_cookies)
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Device(…)")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Device
where
    Identity: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let slot = parts.extensions.get::<NewCookie>().cloned();
        Ok(Self::of(&parts.headers, &Identity::from_ref(state), slot))
    }
}

impl Identity {
    /// The hidden `csrf` field of a form that is shown to `device`.
    pub fn csrf_token(&self, device: &Device) -> String {
        URL_SAFE_NO_PAD.encode(self.form_tag(device))
    }

    /// Refused as `cross_site` unless `token` is the one of a form that was shown to `device`.
    pub fn check_csrf(&self, device: &Device, token: &str) -> Result<(), Problem> {
        let mut given = [0; FORM_BYTES];
        let read = URL_SAFE_NO_PAD.decode_slice(token, &mut given).unwrap_or(0);
        let fits = read == FORM_BYTES && bool::from(given.ct_eq(&self.form_tag(device)));
        if fits { Ok(()) } else { Err(Problem::new(ErrorCode::CrossSite)) }
    }

    fn form_tag(&self, device: &Device) -> [u8; FORM_BYTES] {
        let tag = self.keys().form.tag(&[&device.id]);
        tag[..FORM_BYTES].try_into().expect("a tag has 32 bytes")
    }
}
