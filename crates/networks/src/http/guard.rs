//! Which addresses a server-side request may go to. A page or a network named by a user must not lead
//! into the municipality's own network, to the machine itself or to a cloud's metadata service.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The name or address leads somewhere that is not public.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not a public address")]
pub(super) struct NotPublic(pub String);

/// Whether `ip` is an ordinary public unicast address.
///
/// Ranges: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 with later entries);
/// IPv6 addresses that carry an IPv4 address (mapped, compatible, 6to4, NAT64, Teredo) are judged by it or refused.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(a == 0 // "this network"
        || ip.is_private()
        || (a == 100 && (64..128).contains(&b)) // shared by carriers, RFC 6598
        || ip.is_loopback()
        || ip.is_link_local() // holds 169.254.169.254, the metadata service
        || (a == 192 && b == 0 && c == 0) // protocol assignments
        || (a == 192 && b == 88 && c == 99) // 6to4 relays
        || ip.is_documentation()
        || (a == 198 && (18..20).contains(&b)) // benchmarks, RFC 2544
        || a >= 224) // multicast, reserved, broadcast
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    match ip.segments() {
        // Well-known NAT64 prefix, RFC 6052: the last 32 bits are the IPv4 address.
        [0x64, 0xff9b, 0, 0, 0, 0, hi, lo] => {
            is_public_v4(Ipv4Addr::from((u32::from(hi) << 16) | u32::from(lo)))
        }
        // 6to4, RFC 3056: the IPv4 address follows the prefix.
        [0x2002, hi, lo, ..] => is_public_v4(Ipv4Addr::from((u32::from(hi) << 16) | u32::from(lo))),
        // Teredo, benchmarks, ORCHID and other protocol assignments.
        [0x2001, second, ..] if second < 0x200 => false,
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => false, // documentation
        // Everything public has been given out of 2000::/3; loopback, unspecified, IPv4-compatible,
        // unique local, link-local, site-local and multicast addresses are outside.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// Resolves names as the system does, and refuses a name of which any address is not public. The
/// connection goes to the very addresses that were judged, so a name cannot change in between.
pub(super) struct Guarded {
    pub allow_private: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_private = self.allow_private;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if !allow_private && found.iter().any(|a| !is_public(a.ip())) {
                return Err(NotPublic(name.as_str().to_owned()).into());
            }
            Ok::<Addrs, _>(Box::new(found.into_iter()))
        })
    }
}
