// Preloaded (`node --import`) into a program that must not outlive the one that started it with a channel: the channel
// closes when that ends, even when it is killed.
process.once('disconnect', () => process.exit(1))
