/// A client of QEMU's machine protocol (QMP), over a socket that is connected already.
///
/// ```text
/// QEMU                                          client
/// {"QMP": {"version": …, "capabilities": []}}
///                                               {"execute": "qmp_capabilities", "id": 1}
/// {"return": {}, "id": 1}
/// {"event": "RESET", "data": {…}}               … at any time
///                                               {"execute": "query-status", "id": 2}
/// {"return": {…}, "id": 2} or {"error": {"class": …, "desc": …}, "id": 2}
/// ```
///
/// Follows `docs/interop/qmp-spec` of QEMU. The peer is not trusted: lines, nesting and waiting are bounded, and whatever
/// it does ends in a [dev.diskwright.core.vm.qmp.QmpException] or an answer.
@NullMarked
package dev.diskwright.core.vm.qmp;

import org.jspecify.annotations.NullMarked;
