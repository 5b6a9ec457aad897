package org.guanjia.requests;

import org.jspecify.annotations.Nullable;

/**
 * An existing policy of the town or above. A wish is only for what no policy covers, and many a request is answered by naming one.
 *
 * @param id 0 for one not kept yet
 * @param department code of the department in charge
 * @param covers whom it covers, and under what conditions
 * @param keywords what people call it, separated by spaces or commas; the look-up weighs them like the title
 * @param documentNumber number of the document it rests on
 * @param url where it is published, http or https
 * @param active false once it is no longer in force; kept, because answers refer to it
 * @param version what a form was made from
 */
public record Policy(
    long id,
    String department,
    String title,
    String summary,
    @Nullable String covers,
    @Nullable String keywords,
    @Nullable String documentNumber,
    @Nullable String howToApply,
    @Nullable String url,
    boolean active,
    int version) {

  static final Policy BLANK = new Policy(0, "", "", "", null, null, null, null, null, true, 1);
}
