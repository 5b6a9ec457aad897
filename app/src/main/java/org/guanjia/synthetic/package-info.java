/** Residents of nobody: a town's or a province's register in the proportions of the census, and the files its offices would keep of it. */
@ApplicationModule(displayName = "Synthetic register",
    allowedDependencies = {"platform :: database", "platform :: identity", "platform :: spreadsheets"})
@NullMarked
package org.guanjia.synthetic;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
