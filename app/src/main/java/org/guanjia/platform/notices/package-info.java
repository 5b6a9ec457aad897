/** The outbox of messages to people: SMS, mail, enterprise chat, on-screen box. */
@NamedInterface("notices")
@NullMarked
package org.guanjia.platform.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
