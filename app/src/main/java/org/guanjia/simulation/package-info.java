/** Simulations (政策模拟): a draft of a programme against the rules in force — who gains, who loses, what it costs this year and in five years. Changes nothing that counts. */
@ApplicationModule(displayName = "Simulation")
@NullMarked
package org.guanjia.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
