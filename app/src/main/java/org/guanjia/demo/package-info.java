/** The demo town: generated residents, requests and pictures; only in the profile demo. */
@ApplicationModule(displayName = "Demo")
@NullMarked
package org.guanjia.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
