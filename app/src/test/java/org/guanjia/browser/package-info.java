/** What people do in a real browser. */
package org.guanjia.browser;
