/** The joint meeting (联席会议): its agenda, what it decides, what follows from that, and its minutes. */
@ApplicationModule(displayName = "Meetings")
@NullMarked
package org.guanjia.meetings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
