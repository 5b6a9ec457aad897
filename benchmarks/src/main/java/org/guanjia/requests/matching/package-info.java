/** Makes labelled reports by rewording, trains and measures the proposals of duplicates; in the package it looks into. */
@NullMarked
package org.guanjia.requests.matching;

import org.jspecify.annotations.NullMarked;
