/** The yearly library of people's micro-projects: from the proposal to the finished work, shown before and after. */
@ApplicationModule(displayName = "Projects")
@NullMarked
package org.guanjia.projects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
