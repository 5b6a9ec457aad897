/** Awards: who is granted what since when: asked for or proposed, checked, published, approved by two, suspended, ended, appealed against. */
@ApplicationModule(displayName = "Awards")
@NullMarked
package org.guanjia.awards;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
