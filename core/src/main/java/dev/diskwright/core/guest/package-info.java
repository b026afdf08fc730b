/// What a guest finds when a design's virtual machine has started: names, addresses and links that follow from the
/// design alone. The planner writes them into the image, the machine gives its devices what they follow from, and a
/// person reads them; all of them ask here.
///
/// ```text
/// node, vlan            -> hardware address, IPv4, IPv6     GuestNetwork
/// disk interface, serial -> /dev/disk/by-id/…               GuestDisks
/// ```
@NullMarked
package dev.diskwright.core.guest;

import org.jspecify.annotations.NullMarked;
