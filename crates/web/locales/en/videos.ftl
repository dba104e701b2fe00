# Videos and captions

video = Video
video-found = Found in the video
video-nothing-found = Nothing to mend in the video.
video-blind = Nobody has watched or listened through the video. Look yourself for faces, names, signs and screens.
video-watching = The video is still being looked through for faces. What is found will be told here.
video-watch-failed = The video could not be looked through. Look yourself for faces, names, signs and screens.
video-watched =
    { $count ->
        [one] One still picture of the video was looked at.
       *[other] { $count } still pictures of the video were looked at.
    } { $faces ->
        [0] No faces found; somebody who turns away can be recognised too.
       *[other] Faces on { $faces } of them.
    } Nobody has heard the sound or read text. Look yourself for names, signs and screens.
video-faces =
    { $count ->
        [one] One face, { $at } into the video
       *[other] { $count } faces at once, { $at } into the video
    }
video-size = Lasts { $length }, { $width } × { $height } pixels, { $megabytes } MB.
video-silent = Without sound.
video-finding-missing-alt-text = The video has no alternative text
video-reason-missing-alt-text = Those who do not see the video then get nothing. The law requires it.
video-finding-picture-too-small = The video is small and may look blurred
video-reason-picture-too-small = A small video looks blurred on a telephone.
video-reason-faces = Whoever can be recognised has a right to know on what ground the video is used.
video-picture-faces-ask = The guideline asks on what ground the video may be used. Answer at “People in the video”.
video-picture-removed-gps = the place where the video was made
video-picture-ai = Was the video made or changed with AI?
video-picture-basis = People in the video
video-alt-hint = What the video shows, for those who do not see it.
captions = Captions
captions-there = Show the captions
captions-remove = Remove the captions
captions-hint = A file in the form WebVTT (.vtt) or SubRip (.srt). Most programs for editing and captioning can save one.
captions-file = File with captions
captions-add = Add the captions
captions-or = Without a file:
captions-not-needed = The video has no sound.
speech-in-picture = The captions are part of the picture
speech-none = Nobody speaks in the video
speech-unknown = Not given
post-video-added = The video is added. Say what it shows, and add captions.
post-captions-added = The captions are added.
post-captions-removed = The captions are removed.
request-video-hint = Parts of a video cannot be covered here. Watch and listen to it: it goes out whole, or is withheld. What is said also stands in the text above and can be blanked there; that does not change the sound.
request-video-withhold = Withhold the video
request-video-withheld = The video is withheld.
request-video-give = Give the video out after all
picture-removed-video-metadata = notes about the video
picture-removed-sound-track = a track of sound that not everybody can play
picture-removed-metadata-track = tracks of measurements
picture-removed-cut-away = pictures and sound that were cut away
error-video-stands-alone = A post can have one video, or pictures.
error-video-stands-alone-todo = The draft is saved. Remove what is there, or make another post.
error-not-a-video = Only a video can have captions.
error-not-a-video-todo = The draft is as it was. Load the page again.
error-video-not-taken = { $channel } takes no videos.
error-video-not-taken-todo = The draft is saved. Leave the channel out, or remove the video.
error-video-too-large-for-channel = { $channel } takes videos of { $limit } MB; this one is larger.
error-video-too-large-for-channel-todo = The draft is saved. Export the video with lower quality, or leave the channel out.
error-video-too-long-for-channel = { $channel } takes videos of { $limit } seconds; this one is longer.
error-video-too-long-for-channel-todo = The draft is saved. Shorten the video, or leave the channel out.
error-captions-too-large-for-channel = { $channel } takes captions of { $limit } kB; these are larger.
error-captions-too-large-for-channel-todo = The draft is saved. Shorten the captions, or leave the channel out.

finding-missing-captions = The video has sound but no captions
reason-missing-captions = Those who do not hear, and those who watch without sound, then get nothing. The law requires captions of speech.
finding-captions-not-shown = The network does not show the captions
reason-captions-not-shown = The network does not take captions as a file of their own. There they must be part of the picture.
finding-captions-end-early = The captions do not cover the whole video
reason-captions-end-early = Perhaps somebody is still speaking, or the captions belong to another video.
finding-long-for-network = The video is too long for the network
reason-long-for-network = The network does not take videos that long.
finding-cut-away-footage = Something that was cut away is still in the file
reason-cut-away-footage = Nobody is shown it, but whoever looks into the file finds it. Export the video anew from the program you cut it with, and upload it again.
video-cut-away = { $seconds ->
    [one] About one second that was cut away is still in the file
   *[other] About { $seconds } seconds that were cut away are still in the file
}
parameter-bluesky-seconds = Longest video on Bluesky, in seconds
error-video-unreadable = The video is damaged or not whole.
error-video-unreadable-todo = The draft is saved, without the video. See whether it plays, export it anew as MP4, and try again.
error-video-type-not-allowed = This kind of video cannot be used.
error-video-type-not-allowed-todo = The draft is saved, without the video. Save or export it as MP4 (H.264 and AAC) and try again. On an iPhone: choose Settings → Camera → Formats → Most Compatible before you film.
error-video-too-long = The video lasts { $seconds } seconds; the limit is { $limit }.
error-video-too-long-todo = The draft is saved, without the video. Shorten it and try again.
error-video-too-large = The longest side of the video has { $side } pixels; the limit is { $limit }.
error-video-too-large-todo = The draft is saved, without the video. Export it in 1080p and try again.
error-video-too-many-bytes = The video has { $megabytes } MB; the limit is { $limit } MB.
error-video-too-many-bytes-todo = The draft is saved, without the video. Shorten it, or export it at a lower quality, and try again.
error-video-metadata-not-removable = The video has tracks of other data, which may show where it was taken, and they cannot be removed here.
error-video-metadata-not-removable-todo = The draft is saved, without the video. Export it anew as MP4 in an editing program, and try again.
error-captions-unreadable = Line { $line } of the captions cannot be read.
error-captions-unreadable-todo = The video and its captions are as before. Use WebVTT or SubRip (.srt), look over the times on that line, and try again.
error-captions-empty = There is no text in the captions.
error-captions-empty-todo = The video and its captions are as before. See whether it is the right file, and try again.
error-captions-too-large = The captions are too long.
error-captions-too-large-todo = The video and its captions are as before. A file may have 100,000 bytes and 5,000 captions. See whether it is the right file.
