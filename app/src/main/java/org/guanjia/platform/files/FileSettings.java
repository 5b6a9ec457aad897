package org.guanjia.platform.files;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param sizeMax the largest upload
 * @param reserve room on the disk that uploads never take: the database lives there too
 * @param waitingMax files of one town that may wait for a form at a time
 */
@ConfigurationProperties("guanjia.files")
record FileSettings(
    @DefaultValue("20MB") DataSize sizeMax,
    @DefaultValue("256MB") DataSize reserve,
    @DefaultValue("5000") int waitingMax) {}
