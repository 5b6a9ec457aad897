/** Compares the words and places of requests: likely duplicates, similar past cases, the policy that covers a matter, and search. */
@NullMarked
package org.guanjia.requests.matching;

import org.jspecify.annotations.NullMarked;
