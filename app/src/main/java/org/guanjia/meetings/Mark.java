package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A request that waits for a meeting.
 *
 * @param requestCode receipt code
 * @param reason why it needs one
 * @param markedBy user id
 */
@Schema(name = "MeetingMark")
public record Mark(String requestCode, String reason, String markedBy, Instant markedAt) {}
