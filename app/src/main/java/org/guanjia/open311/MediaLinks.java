package org.guanjia.open311;

import static org.guanjia.open311.db.Tables.SUBMISSION;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Channel;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.guanjia.requests.Matters;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The link to a picture or video that a foreign system sent along, for staff to follow or not; this program never opens it. */
@Component
@Order(30)
class MediaLinks implements MatterLink {

  private final DSLContext sql;
  private final Matters matters;

  MediaLinks(DSLContext sql, Matters matters) {
    this.sql = sql;
    this.matters = matters;
  }

  /** What came along; {@code url} is null when it was no link. */
  record Media(@Nullable String url) {}

  @Override
  @Transactional(readOnly = true)
  public List<Link> of(Page page, MatterLine matter) {
    if (matter.channel() != Channel.SYSTEM) return List.of();
    return of(matter.code()).flatMap(sent -> Optional.ofNullable(sent.url())).map(url -> new Link(page.t("open311.mediaLink"), url, url)).stream().toList();
  }

  /** Empty too when the current actor may not see the request. */
  @Transactional(readOnly = true)
  public Optional<Media> ofVisible(String request) {
    return matters.line(request).flatMap(line -> of(line.code()));
  }

  private Optional<Media> of(String request) {
    return sql.select(SUBMISSION.MEDIA_URL)
        .from(SUBMISSION)
        .where(SUBMISSION.TOWN.eq(TownContext.required().town()))
        .and(SUBMISSION.REQUEST_CODE.eq(request))
        .limit(1)
        .fetchOptional(row -> new Media(row.value1()));
  }
}
