/** Pays what was awarded: the month's run, the banks' files and answers, arrears, what was overpaid, and an account of every fen. */
@ApplicationModule(displayName = "Payments")
@NullMarked
package org.guanjia.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
