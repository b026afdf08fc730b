# Starts a Linux kernel from a BIOS.
#
# Stage 1 is the first 440 bytes of the disk, stage 2 and the sector table behind it lie in the gap
# behind an MBR or in a BIOS boot partition. The table names the sectors of kernel and RAM disks,
# wherever the file system put them. Everything read is checked against its CRC-32. The kernel is
# started by the Linux boot protocol at its 16-bit entry, so that it asks the BIOS itself for what
# it wants to know.
#
# What the lowest megabyte holds:
#	0x04000	four tables for the CRC-32, 1 KiB each
#	0x05000	a sector of the sector table
#	0x07c00	stage 1, below it the stack
#	0x07e00	stage 2
#	0x10000	real-mode part of the kernel, its heap and stack
#	0x1e000	command line
#	0x20000	64 KiB that the BIOS reads into
	.code16
	.intel_syntax noprefix

	.set com1, 0x3f8
	.set crc_tables, 0x4000
	.set table, 0x5000
	.set origin, 0x7c00
	.set setup, 0x10000
	.set heap, 0xe000		# in the segment of the real-mode part
	.set command, 0x1e000
	.set bounce, 0x20000
	.set high, 0x100000
	.set most, 127			# sectors that any BIOS reads at once
	.set polynomial, 0xedb88320

	.text
	.globl _start
_start:
	jmp	short start
drive:	.byte	0
	.org	0x48			# some BIOSes write into what may be a FAT's parameters
start:
	cli
	xor	ax, ax
	mov	ds, ax
	mov	es, ax
	mov	ss, ax
	mov	sp, origin
	cld
	jmp	0:ready			# some BIOSes start us at 07c0:0000
ready:
	sti
	mov	[drive], dl
	mov	ah, 0x41		# are there the extensions that read by LBA?
	mov	bx, 0x55aa
	int	0x13
	mov	si, offset error_lba
	jc	fail
	cmp	bx, 0xaa55
	jne	fail
	test	cl, 1
	jz	fail

	call	read
	mov	cx, [sectors]
	shl	cx, 9
	mov	si, offset stage2
	or	edx, -1
1:	lodsb
	xor	dl, al
	mov	bl, 8
2:	shr	edx, 1
	jnc	3f
	xor	edx, polynomial
3:	dec	bl
	jnz	2b
	loop	1b
	not	edx
	cmp	edx, [stage2_crc]
	mov	si, offset error_loader
	jne	fail
	jmp	stage2

# Reads [sectors] from [lba] to [buffer], in three attempts.
read:	mov	cx, 3
1:	pusha
	mov	ax, [sectors]
	mov	[packet_sectors], ax	# after an error it counts what was read
	mov	si, offset packet
	mov	ah, 0x42
	call	disk
	popa
	jnc	2f
	pusha
	mov	ah, 0
	call	disk
	popa
	loop	1b
	mov	si, offset error_read
	jmp	fail
disk:	mov	dl, [drive]
	int	0x13
2:	ret

# Tells the error at si on the screen and on the first serial port, and stays there.
fail:	mov	bp, offset screen
	call	line
	mov	dx, com1 + 5
	in	al, dx
	inc	al			# 0xff: there is no such port
	jz	2f
	push	si
	mov	si, offset uart		# 115200 baud, 8 bits, no parity, 1 stop bit
	mov	cx, 7
1:	lodsw
	mov	dl, al
	mov	al, ah
	out	dx, al
	loop	1b
	pop	si
	mov	bp, offset serial
	call	line
2:	sti
	hlt
	jmp	2b

# The error at si, by the character routine in bp, which gets a character in al and keeps si.
line:	push	si
	mov	si, offset before
	call	text
	pop	si
	push	si
	call	text
	mov	si, offset after
	call	text
	pop	si
	ret
1:	call	bp
text:	lodsb
	test	al, al
	jnz	1b
	ret

screen:	push	si
	push	bp			# old video BIOSes lose it when they scroll
	mov	ah, 0x0e
	mov	bx, 7
	int	0x10
	pop	bp
	pop	si
	ret

serial:	push	ax
	xor	cx, cx
	mov	dx, com1 + 5
1:	in	al, dx
	test	al, 0x20
	loopz	1b			# 65536 times
	pop	ax
	mov	dx, com1
	out	dx, al
	ret

uart:	.byte	0xf9, 0			# low byte of the port, value: no interrupts
	.byte	0xfb, 0x83		# divisor
	.byte	0xf8, 1
	.byte	0xf9, 0
	.byte	0xfb, 3			# 8N1
	.byte	0xfa, 7			# FIFOs on and empty
	.byte	0xfc, 3			# terminal ready
before:	.asciz	"\r\ndiskwright: error "
after:	.asciz	"\r\n"
error_lba:
	.asciz	"1: BIOS without LBA"
error_read:
	.asciz	"2: disk read failed"
error_loader:
	.asciz	"3: loader damaged"
stage1_end:
	.org	440 - 24
packet:	.byte	16, 0
packet_sectors:
	.word	0
buffer:	.word	stage2, 0		# offset, segment
lba:	.quad	1			# filled in: where stage 2 is
sectors:
	.word	10			# filled in: of stage 2
	.zero	2
stage2_crc:
	.long	0			# filled in
	.org	440			# the disk's signature and table follow

	.org	512
stage2:	jmp	begin
	.balign	4
	.ascii	"DWLD"
table_lba:				# all up to the code is filled in
	.quad	0
setup_size:
	.long	0			# the real-mode part, in bytes
kernel_end:
	.long	0			# where the rest of the kernel will end
disks_lowest:
	.long	0			# address where RAM disks may begin
disks_limit:
	.long	0			# address where they must end
disks_size:
	.long	0			# all of them, each padded to 4 bytes
files:	.word	0			# kernel and RAM disks
video_mode:
	.word	0
table_sectors:
	.long	0
	.org	512 + 0x30
file_list:
	.zero	26 * 8			# size in bytes, CRC-32
	.org	512 + 0x100

begin:	mov	si, offset geometry	# are there 512 bytes in a sector, as far as the BIOS tells?
	mov	ah, 0x48
	call	disk
	jc	1f
	cmp	word ptr [geometry + 0x18], 512
	mov	si, offset error_sector
	jne	fail
1:	call	a20
	call	memory
	call	make_tables
	mov	bp, offset screen
	mov	si, offset loading
	call	text

	mov	dword ptr [lba], 0
	mov	di, offset file_list
	or	dword ptr [crc], -1
	mov	dword ptr [target], setup
	mov	eax, [setup_size]
	call	load
	mov	dword ptr [target], high
	mov	eax, [di]
	sub	eax, [setup_size]
	call	load
	mov	si, offset error_kernel
	call	check

	mov	eax, [disks_address]
	mov	[target], eax
	mov	si, offset error_disk
1:	dec	word ptr [files]
	jz	2f
	or	dword ptr [crc], -1
	mov	eax, [di]
	push	si
	call	load
	pop	si
	call	check
	call	pad
	jmp	1b

2:	mov	ax, setup >> 4
	mov	fs, ax
	mov	byte ptr fs:[0x210], 0xff	# type_of_loader: none of those with a number
	or	byte ptr fs:[0x211], 0x80	# loadflags: there is a heap
	mov	word ptr fs:[0x224], heap - 0x200
	mov	ax, [video_mode]
	mov	fs:[0x1fa], ax
	mov	dword ptr fs:[0x228], command
	mov	eax, [disks_size]
	mov	fs:[0x21c], eax
	test	eax, eax
	jz	3f
	mov	eax, [disks_address]
3:	mov	fs:[0x218], eax
	mov	ax, command >> 4
	mov	es, ax
	xor	di, di
	mov	si, offset command_line
	mov	cx, 2048
	rep	movsb
	cli
	mov	ax, fs
	mov	ds, ax
	mov	es, ax
	mov	gs, ax
	mov	ss, ax
	mov	sp, heap
	.byte	0xea			# jmp far
	.word	0, (setup >> 4) + 0x20

# Is the sum of what was read that of file di? Goes on to the next file.
check:	mov	eax, [crc]
	not	eax
	cmp	eax, [di + 4]
	jne	fail
	add	di, 8
	ret

# Zeros from [target] up to the next multiple of 4.
pad:	mov	dword ptr [source], offset zeros
	xor	eax, eax
	sub	eax, [target]
	and	eax, 3
	jz	1f
	call	copy
1:	ret

# The next eax bytes of the files, which begin with a sector, to [target], which moves on; into the sum.
load:	mov	[left], eax
1:	mov	eax, [left]
	test	eax, eax
	jz	9f
	cmp	dword ptr [run_sectors], 0
	jne	2f
	call	next_run
	jmp	1b
2:	dec	eax
	shr	eax, 9
	inc	eax
	cmp	eax, [run_sectors]
	jbe	3f
	mov	eax, [run_sectors]
3:	cmp	eax, most
	jbe	4f
	mov	eax, most
4:	mov	[sectors], ax
	sub	[run_sectors], eax
	mov	dword ptr [buffer], (bounce >> 4) << 16
	mov	edx, [run_lba]
	or	edx, [run_lba + 4]
	jnz	5f
	call	clear
	jmp	6f
5:	mov	edx, [run_lba]
	mov	[lba], edx
	mov	edx, [run_lba + 4]
	mov	[lba + 4], edx
	add	[run_lba], eax
	adc	dword ptr [run_lba + 4], 0
	call	read
6:	movzx	eax, word ptr [sectors]
	shl	eax, 9
	cmp	eax, [left]
	jbe	7f
	mov	eax, [left]
7:	sub	[left], eax
	mov	dword ptr [source], bounce
	call	copy
	jmp	1b
9:	ret

# A run of zeros that is nowhere on the disk.
clear:	push	es
	push	di
	mov	ax, bounce >> 4
	mov	es, ax
	xor	di, di
	xor	ax, ax
	mov	cx, most * 256
	rep	stosw
	pop	di
	pop	es
	ret

# The next run of sectors, from the table, whose sectors come one after another.
next_run:
	cmp	word ptr [entries], 0
	jne	1f
	mov	eax, [table_lba]
	mov	[lba], eax
	mov	eax, [table_lba + 4]
	mov	[lba + 4], eax
	add	dword ptr [table_lba], 1
	adc	dword ptr [table_lba + 4], 0
	mov	word ptr [sectors], 1
	mov	dword ptr [buffer], (bounce >> 4) << 16
	call	read
	push	dword ptr [target]
	push	dword ptr [crc]
	or	dword ptr [crc], -1
	mov	dword ptr [source], bounce + 4
	mov	dword ptr [target], table
	mov	eax, 508
	call	copy
	mov	ax, bounce >> 4
	mov	fs, ax
	mov	eax, [crc]
	not	eax
	cmp	eax, fs:[0]
	jne	table_damaged
	pop	dword ptr [crc]
	pop	dword ptr [target]
	mov	eax, [table]		# which one it is
	cmp	eax, [table_index]
	jne	table_damaged
	inc	dword ptr [table_index]
	mov	ax, [table + 4]
	cmp	ax, 31
	ja	table_damaged
	mov	[entries], ax
	mov	word ptr [entry], table + 8
	test	ax, ax
	jz	table_damaged
1:	dec	word ptr [entries]
	mov	si, [entry]
	add	word ptr [entry], 16
	mov	eax, [si]
	mov	[run_lba], eax
	mov	eax, [si + 4]
	mov	[run_lba + 4], eax
	mov	eax, [si + 8]
	mov	[run_sectors], eax
	test	eax, eax
	jz	table_damaged
	ret
table_damaged:
	mov	si, offset error_table
	jmp	fail

# eax bytes from [source], below 1 MiB, to [target], anywhere, which moves on; into the sum.
copy:	pushad
	push	ds
	push	es
	cli
	lgdt	[gdt_pointer]
	mov	ecx, cr0
	or	cl, 1
	mov	cr0, ecx
	.byte	0xea
	.word	protected, 8
	.code32
protected:
	mov	cx, 16
	mov	ds, cx
	mov	es, cx
	mov	ss, cx
	mov	esi, [source]
	mov	edi, [target]
	add	[target], eax
	mov	ebp, eax
	mov	eax, [crc]
	push	ebp
	shr	ebp, 2
	jz	2f
1:	mov	edx, [esi]
	mov	[edi], edx
	add	esi, 4
	xor	eax, edx
	movzx	ecx, al
	movzx	ebx, ah
	mov	edx, [crc_tables + 3072 + ecx * 4]
	shr	eax, 16
	xor	edx, [crc_tables + 2048 + ebx * 4]
	movzx	ecx, al
	movzx	ebx, ah
	xor	edx, [crc_tables + 1024 + ecx * 4]
	add	edi, 4
	mov	eax, [crc_tables + ebx * 4]
	xor	eax, edx
	dec	ebp
	jnz	1b
2:	pop	ebp
	and	ebp, 3
	jz	4f
3:	mov	dl, [esi]
	mov	[edi], dl
	inc	esi
	inc	edi
	xor	dl, al
	movzx	ecx, dl
	shr	eax, 8
	xor	eax, [crc_tables + ecx * 4]
	dec	ebp
	jnz	3b
4:	mov	[crc], eax
	mov	cx, 32			# with the limits that real mode has
	mov	ds, cx
	mov	es, cx
	mov	ss, cx
	.byte	0xea
	.long	leaving
	.word	24
	.code16
leaving:
	mov	eax, cr0
	and	al, 0xfe
	mov	cr0, eax
	jmp	0:real
real:	xor	ax, ax
	mov	ss, ax
	pop	es
	pop	ds
	popad
	sti
	ret

# The sums of one byte that is followed by 0 to 3 zero bytes.
make_tables:
	xor	bx, bx
1:	movzx	eax, bx
	mov	cx, 8
2:	shr	eax, 1
	jnc	3f
	xor	eax, polynomial
3:	loop	2b
	mov	si, bx
	shl	si, 2
	mov	[crc_tables + si], eax
	inc	bx
	cmp	bx, 256
	jb	1b
	mov	si, offset crc_tables
	mov	cx, 3 * 256
4:	mov	eax, [si]
	movzx	bx, al
	shl	bx, 2
	shr	eax, 8
	xor	eax, [crc_tables + bx]
	mov	[si + 1024], eax
	add	si, 4
	loop	4b
	ret

# Opens the memory whose addresses have bit 20 set.
a20:	call	a20_open
	jne	9f
	mov	ax, 0x2401		# by the BIOS
	int	0x15
	call	a20_open
	jne	9f
	in	al, 0x92		# by port 0x92, without a reset
	or	al, 2
	and	al, 0xfe
	out	0x92, al
	call	a20_open
	jne	9f
	call	keyboard		# by the keyboard controller
	mov	al, 0xd1
	out	0x64, al
	call	keyboard
	mov	al, 0xdf
	out	0x60, al
	call	keyboard
	call	a20_open
	mov	si, offset error_a20
	je	fail
9:	ret

keyboard:
	xor	cx, cx
1:	in	al, 0x64
	test	al, 2
	loopnz	1b
	ret

# Not equal if it is open.
a20_open:
	mov	ax, 0xffff
	mov	fs, ax
	mov	cx, 1000
1:	inc	word ptr [0x500]
	mov	ax, [0x500]
	out	0x80, al		# takes a microsecond
	cmp	ax, fs:[0x510]
	jne	2f
	loop	1b
	xor	ax, ax
2:	ret

# Looks for memory for the kernel and, as high as it may be, for the RAM disks.
memory:	xor	ebx, ebx
1:	mov	eax, 0xe820
	mov	edx, 0x534d4150		# SMAP
	mov	ecx, 20
	mov	di, offset range
	int	0x15
	jc	8f
	cmp	eax, 0x534d4150
	jne	8f
	cmp	dword ptr [range + 16], 1	# usable
	jne	7f
	cmp	dword ptr [range + 4], 0
	jne	7f
	mov	esi, [range]
	mov	eax, esi
	add	eax, [range + 8]
	mov	edx, [range + 12]
	adc	edx, 0
	jz	2f
	or	eax, -1
2:	mov	byte ptr [map_known], 1
	cmp	esi, high
	ja	3f
	cmp	eax, [kernel_end]
	jb	3f
	mov	byte ptr [kernel_fits], 1
3:	cmp	eax, [disks_limit]
	jbe	4f
	mov	eax, [disks_limit]
4:	sub	eax, [disks_size]
	jb	7f
	and	eax, 0xfffff000
	cmp	esi, [disks_lowest]
	jae	5f
	mov	esi, [disks_lowest]
5:	cmp	eax, esi
	jb	7f
	cmp	eax, [disks_address]
	jbe	7f
	mov	[disks_address], eax
7:	test	ebx, ebx
	jnz	1b
8:	mov	si, offset error_map
	cmp	byte ptr [map_known], 0
	je	fail
	mov	si, offset error_memory
	cmp	byte ptr [kernel_fits], 0
	je	fail
	cmp	dword ptr [disks_address], 0
	je	fail
	ret

loading:
	.asciz	"Loading Linux\r\n"
error_sector:
	.asciz	"4: the disk's sectors are not of 512 bytes"
error_a20:
	.asciz	"5: line A20 stays closed"
error_map:
	.asciz	"6: the BIOS has no memory map"
error_memory:
	.asciz	"7: too little memory for kernel and RAM disk"
error_table:
	.asciz	"8: sector table damaged"
error_kernel:
	.asciz	"9: kernel damaged, or moved since the image was made"
error_disk:
	.asciz	"10: RAM disk damaged, or moved since the image was made"

	.balign	8
gdt:	.quad	0
	.quad	0x00cf9a000000ffff	# 8: code, 32 bits, all memory
	.quad	0x00cf92000000ffff	# 16: data, all memory
	.quad	0x00009a000000ffff	# 24: code, 16 bits, 64 KiB
	.quad	0x000092000000ffff	# 32: data, 64 KiB
gdt_pointer:
	.word	5 * 8 - 1
	.long	gdt
	.balign	4
source:	.long	0
target:	.long	0
crc:	.long	0
left:	.long	0
run_lba:
	.quad	0
run_sectors:
	.long	0
table_index:
	.long	0
entries:
	.word	0
entry:	.word	0
disks_address:
	.long	0
zeros:	.long	0
map_known:
	.byte	0
kernel_fits:
	.byte	0
	.balign	4
range:	.zero	20
geometry:
	.word	30, 0
	.zero	26
stage2_end:
	.org	512 + 0xc00
command_line:
	.zero	2048
