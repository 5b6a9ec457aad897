/** Assessments: how able an old person is (GB/T 42195-2022), as two assessors found it, and when somebody has to look again. */
@ApplicationModule(displayName = "Assessments")
@NullMarked
package org.guanjia.assessments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
