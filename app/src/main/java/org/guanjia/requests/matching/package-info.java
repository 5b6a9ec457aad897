/** Compares the words and places of requests: likely duplicates, similar past cases, the policy that covers a matter, and search. */
@NamedInterface("matching")
@NullMarked
package org.guanjia.requests.matching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
