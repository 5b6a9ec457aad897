/** What the benchmark of simulations needs from within the module. */
@NullMarked
package org.guanjia.simulation;

import org.jspecify.annotations.NullMarked;
