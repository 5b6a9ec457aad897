/** Who may do what: users, roles, areas, log-in and sessions. */
@NamedInterface("access")
@NullMarked
package org.guanjia.platform.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
